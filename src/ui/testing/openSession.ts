import { vi } from 'vitest';
import { findPreset } from '../../config/presets';
import type { RunConfig } from '../../config/runConfig';
import type { RunShelf } from '../../storage/runShelf';
import { createConfigStore } from '../store/configStore';
import type { DataShelf } from '../../storage/dataShelf';
import type { Lock } from '../store/locks';
import { createRunStore } from '../store/runStore';
import type { CheckHabit } from '../store/deviceStudy';
import { createSession } from '../store/session';
import { phaseOf } from '../store/status';
import { fakeTraining, type FakeOptions } from './fakeTraining';

const CONVNEXT = findPreset('playground-convnext')!.config;

/** What the page is opened with. */
interface Address extends NonNullable<Parameters<typeof createRunStore>[0]> {
  readonly config: RunConfig;
  readonly dataShelf: Promise<DataShelf | undefined>;
  readonly checkHabit: CheckHabit;
}

/** Lets time pass; tests that use it have fake timers. */
export const settle = (milliseconds = 1000) => vi.advanceTimersByTimeAsync(milliseconds);

/**
 * A session over a fake training, opened and ready.
 * @param lock fields that the link keeps from being changed
 * @param later what the second worker does, which comes after the first is closed
 */
export async function openSession(
  options: FakeOptions = {},
  later: FakeOptions = {},
  shelf?: Promise<RunShelf | undefined>,
  address: Partial<Address> = {},
  lock: Lock = [],
) {
  const first = fakeTraining({ stepTime: 10, ...options });
  const calls = {
    configure: vi.spyOn(first, 'configure'),
    update: vi.spyOn(first, 'update'),
    loadData: vi.spyOn(first, 'loadData'),
    reset: vi.spyOn(first, 'reset'),
    resume: vi.spyOn(first, 'resume'),
    loadWeights: vi.spyOn(first, 'loadWeights'),
    holdModel: vi.spyOn(first, 'holdModel'),
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
  const { config = CONVNEXT, dataShelf, checkHabit, ...brought } = address;
  const store = createRunStore(brought);
  const session = createSession(
    next,
    createConfigStore(config, { fields: lock, onRefused: () => undefined }),
    store,
    'auto',
    shelf,
    dataShelf,
    checkHabit,
  );
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
