import { describe, expect, it } from 'vitest';
import type { RunState } from '../store/runState';
import { createRunStore } from '../store/runStore';
import { titleText } from './useTitle';

const state = (change: Partial<RunState>): RunState => ({ ...createRunStore().getState(), ...change });

describe('titleText', () => {
  const active = {} as RunState['active'];

  it('says state and step once there is a run', () => {
    expect(titleText(state({ phase: 'loading' }))).toBe('Loading images · VICRegL playground');
    expect(titleText(state({ phase: 'running', active, step: 1240, totalSteps: 5000 }))).toBe(
      '▶ 1,240/5,000 · VICRegL playground',
    );
    expect(titleText(state({ phase: 'ready', active, totalSteps: 5000 }))).toBe('VICRegL playground');
  });

  it('does not say that it trains when nothing computes', () => {
    const failure = { code: 'worker_lost', message: 'Gone.' } as const;
    expect(titleText(state({ phase: 'running', active, failure, step: 3, totalSteps: 9 }))).toMatch(/^⚠/);
  });
});
