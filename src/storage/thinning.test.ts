import { expect, it } from 'vitest';
import { MOST_RUNS, nextToGo, thinning, type ThinnedRun } from './thinning';

const run = (id: string, savedAt: number, change: Partial<ThinnedRun> = {}): ThinnedRun => ({
  ...{ id, savedAt, pinned: false, checkpointStep: 1 },
  ...change,
});
const NONE = new Set<string>();

it('keeps the states of the newest, oldest first to go; runs without one are not counted', () => {
  const runs = [run('a', 1), run('c', 3), run('thin', 5, { checkpointStep: null }), run('b', 2), run('d', 4)];
  expect(thinning(runs, 2, NONE)).toEqual({ states: ['a', 'b'], runs: [] });
});

it('a pinned run is not counted and gives up nothing; one in use is counted and gives up nothing', () => {
  const runs = [run('used', 1), run('pinned', 2, { pinned: true }), run('b', 3), run('c', 4)];
  expect(thinning(runs, 2, new Set(['used'])).states).toEqual(['b']);
  expect(thinning(runs, 0, new Set(['used'])).states).toEqual(['b', 'c']);
});

it('lets whole runs go beyond a large number', () => {
  const runs = Array.from({ length: MOST_RUNS + 2 }, (_, at) => run(`${at}`, at, { checkpointStep: null }));
  expect(thinning(runs, 5, NONE).runs).toEqual(['0', '1']);
});

it('where the storage is full, states go one by one, then runs, and in the end nothing', () => {
  const thin = { checkpointStep: null };
  const used = new Set(['used']);
  expect(nextToGo([run('used', 1), run('a', 2), run('b', 3)], used)).toEqual({ states: ['a'], runs: [] });
  expect(nextToGo([run('used', 1), run('a', 2, thin), run('b', 3, thin)], used)).toEqual({
    states: [],
    runs: ['a'],
  });
  expect(nextToGo([run('used', 1), run('p', 2, { pinned: true })], used)).toEqual({ states: [], runs: [] });
});
