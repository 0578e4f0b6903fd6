import { expect, it } from 'vitest';
import type { RunState } from '../store/runState';
import { findPreset } from '../../config/presets';
import { createRunStore } from '../store/runStore';
import { FIRST_DRAFT } from '../store/sweepDraft';
import { newJob, withOutcome } from '../store/sweepJob';
import { VIEWS } from './views';

const sweep = { draft: FIRST_DRAFT, job: null };
const comparison = { chosen: [], runs: {}, failures: {} };
const hasPlot = (
  id: string,
  change: Partial<RunState> = {},
  state: Parameters<(typeof VIEWS)[0]['hasPlot']>[1] = sweep,
) =>
  VIEWS.find((view) => view.id === id)!.hasPlot(
    { ...createRunStore().getState(), ...change },
    state,
    comparison,
  );

it('each have an id and a title of their own', () => {
  for (const names of [VIEWS.map(({ id }) => id), VIEWS.map(({ title }) => title)])
    expect(new Set(names).size).toBe(VIEWS.length);
});

it('have a plot to save once it shows something', () => {
  expect(VIEWS.map(({ id }) => hasPlot(id))).toEqual(VIEWS.map(() => false));
  const { config } = findPreset('playground')!;
  const shared = { config, summary: { step: 3, device: '', curves: {}, measures: {} } };
  expect(hasPlot('training', { shared })).toBe(true);
  const point = { id: 'a', group: 'a', label: 'α = 1', settings: [], seed: 1 };
  const job = newJob({ paths: [], points: [{ ...point, problem: '' }], probes: [] });
  expect(hasPlot('sweep', {}, { ...sweep, job })).toBe(false);
  const done = withOutcome(job, 0, {
    status: 'done',
    result: { ...point, values: { linear_top1: 0.5, mean_iou: 0.4 }, left: [] },
    seconds: { training: 1, evaluating: 1 },
    weights: null,
  });
  expect(hasPlot('sweep', { shared }, { ...sweep, job: done })).toBe(true);
});
