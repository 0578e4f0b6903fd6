import { describe, expect, it } from 'vitest';
import type { RunState } from '../store/runState';
import { createRunStore } from '../store/runStore';
import { titleText } from './useTitle';

const state = (change: Partial<RunState>): RunState => ({ ...createRunStore().getState(), ...change });

describe('titleText', () => {
  const active = {} as RunState['active'];
  const device = {} as RunState['device'];

  it('says state and step once there is a run', () => {
    expect(
      titleText(state({ busy: { phase: 'loading', detail: null, share: null, secondsLeft: null } })),
    ).toBe('Loading images · VICRegL playground');
    expect(titleText(state({ device, rest: 'running', active, step: 1240, totalSteps: 5000 }))).toBe(
      '▶ 1,240/5,000 · VICRegL playground',
    );
    expect(titleText(state({ device, rest: 'ready', active, totalSteps: 5000 }))).toBe('VICRegL playground');
  });

  it('does not say that it trains when nothing computes', () => {
    const failure = { code: 'worker_lost', message: 'Gone.' } as const;
    expect(titleText(state({ device, rest: 'running', active, failure, step: 3, totalSteps: 9 }))).toMatch(
      /^⚠/,
    );
  });
});
