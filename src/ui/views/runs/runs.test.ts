import { expect, it } from 'vitest';
import type { RunRecord } from '../../../storage/runRecord';
import { SOME_ORIGIN } from '../../../storage/testing/someRun';
import { findRuns, tagsOf, type Order } from './findRuns';
import { agoText, changesOf, figuresOf, progressOf, standOf } from './runFacts';

function record(id: string, change: Partial<RunRecord> = {}): RunRecord {
  return {
    ...{ id, name: id, note: '', tags: [], pinned: false, createdAt: 0, savedAt: 0, deletedAt: null },
    ...{ step: 10, totalSteps: 100, config: SOME_ORIGIN.config, initialAlpha: 0.75, origin: SOME_ORIGIN },
    ...{ data: 'Built-in scenes', device: 'GPU', measures: {}, evaluations: {}, curve: [] },
    ...{ thumbnail: null, checkpointStep: 10, bytes: 0 },
    ...change,
  };
}

const found = (
  runs: readonly RunRecord[],
  search = '',
  tags: readonly string[] = [],
  order: Order = 'newest',
) => findRuns(runs, search, new Set(tags), order).map(({ id }) => id);

it('runs are found by any word that is said of them, and by their tags', () => {
  const config = structuredClone(SOME_ORIGIN.config);
  config.loss.alpha = 1;
  const runs = [
    record('quiet heron', { config, tags: ['paper'] }),
    record('brave otter', { note: 'the Global one', tags: ['paper', 'draft'] }),
  ];
  expect(found(runs, 'HERON')).toEqual(['quiet heron']);
  expect(found(runs, '0.75→1')).toEqual(['quiet heron']);
  expect(found(runs, 'global otter')).toEqual(['brave otter']);
  expect(found(runs, '', ['paper', 'draft'])).toEqual(['brave otter']);
  expect(found(runs, 'no such')).toEqual([]);
  expect(tagsOf(runs)).toEqual(['paper', 'draft']);
});

it('runs are in the order that is asked for, pinned ones first, those without a number last', () => {
  const runs = [
    record('none', { savedAt: 4 }),
    record('low', { savedAt: 1, measures: { total: 2 }, evaluations: { mean_iou: 0.1 } }),
    record('high', { savedAt: 2, measures: { total: 9 }, evaluations: { mean_iou: 0.3 } }),
    record('pinned', { savedAt: 0, pinned: true, measures: { total: 5 } }),
  ];
  expect(found(runs)).toEqual(['pinned', 'none', 'high', 'low']);
  expect(found(runs, '', [], 'loss')).toEqual(['pinned', 'low', 'high', 'none']);
  expect(found(runs, '', [], 'miou')).toEqual(['pinned', 'high', 'low', 'none']);
  expect(found(runs, '', [], 'name')).toEqual(['pinned', 'high', 'low', 'none']);
});

it('a run is told in words', () => {
  const run = record('a', {
    measures: { total: 21.437, 'accuracy.embeddings': 0.512, 'accuracy.features': 0.4 },
    evaluations: { linear_top1: 0.314, pixel_accuracy: 0.8 },
  });
  expect(figuresOf(run).map(({ name, text }) => `${name} ${text}`)).toEqual([
    'Loss 21.4',
    'Matching 51.2 %',
    'Linear 31.4 %',
  ]);
  expect(changesOf(run)).toBe('as it is');
  expect(progressOf(run, 90_000)).toBe('10 of 100 steps · 1 min ago');
  expect([2, 3700, 200_000].map(agoText)).toEqual(['just now', '1 h ago', '2 days ago']);
});

it('a run is here, elsewhere, done, stopped, or left with its results', () => {
  const none = new Set<string>();
  expect(standOf(record('a'), 'a', none)).toBe('here');
  expect(standOf(record('a'), null, new Set(['a']))).toBe('elsewhere');
  expect(standOf(record('a', { step: 100 }), null, none)).toBe('done');
  expect(standOf(record('a'), null, none)).toBe('stopped');
  expect(standOf(record('a', { checkpointStep: null }), null, none)).toBe('thinned');
});
