import { vi } from 'vitest';
import { findPreset } from '../../config/presets';
import type { RunShelf } from '../../storage/runShelf';
import { createConfigStore } from '../store/configStore';
import { createRunStore } from '../store/runStore';
import { createSession } from '../store/session';
import { phaseOf } from '../store/status';
import { fakeTraining, type FakeOptions } from './fakeTraining';

const CONVNEXT = findPreset('playground-convnext')!.config;

/** Lets time pass; tests that use it have fake timers. */
export const settle = (milliseconds = 1000) => vi.advanceTimersByTimeAsync(milliseconds);

/**
 * A session over a fake training, opened and ready.
 * @param later what the second worker does, which comes after the first is closed
 */
export async function openSession(
  options: FakeOptions = {},
  later: FakeOptions = {},
  shelf?: Promise<RunShelf | undefined>,
) {
  const first = fakeTraining({ stepTime: 10, ...options });
  const calls = {
    configure: vi.spyOn(first, 'configure'),
    update: vi.spyOn(first, 'update'),
    loadData: vi.spyOn(first, 'loadData'),
    reset: vi.spyOn(first, 'reset'),
    resume: vi.spyOn(first, 'resume'),
    loadWeights: vi.spyOn(first, 'loadWeights'),
    evaluate: vi.spyOn(first, 'evaluate'),
    close: vi.spyOn(first, 'close'),
  };
  const second = fakeTraining({ stepTime: 10, ...later });
  const laterCalls = {
    configure: vi.spyOn(second, 'configure'),
    loadData: vi.spyOn(second, 'loadData'),
    loadWeights: vi.spyOn(second, 'loadWeights'),
    resume: vi.spyOn(second, 'resume'),
  };
  const workers = [first, second];
  const next = () => Promise.resolve(workers.shift()!);
  const session = createSession(next, createConfigStore(CONVNEXT), createRunStore(), 'auto', shelf);
  const opening = session.open();
  await settle(200);
  const run = () => ({ ...session.run.getState(), phase: phaseOf(session.run.getState()) });
  return {
    session,
    opening,
    calls,
    laterCalls,
    run,
    config: () => session.config.getState(),
    message: (key: string) => run().messages.find((message) => message.key === key),
  };
}
