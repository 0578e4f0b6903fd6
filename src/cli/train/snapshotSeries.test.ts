import { expect, it } from 'vitest';
import { tinySnapshot } from '../../formats/bundle/testing/tinyBundle';
import { SnapshotSeries } from './snapshotSeries';

it.each([
  [0, []],
  [1, [0]],
  [5, [0, 1, 2, 3, 4]],
  [9, [0, 2, 4, 6, 8]],
  [100, [0, 16, 32, 48, 64, 80, 96, 99]],
])('of %s pictures, the first, the last and some between them are kept', (count, steps) => {
  const series = new SnapshotSeries();
  for (let step = 0; step < count; step++) series.take(tinySnapshot(step));
  expect(series.all.map(({ step }) => step)).toEqual(steps);
});

it('keeps as many as it is asked for', () => {
  const series = new SnapshotSeries(64);
  for (let step = 0; step <= 1000; step += 10) series.take(tinySnapshot(step));
  expect(series.all.map(({ step }) => step)).toEqual(Array.from({ length: 51 }, (_, index) => 20 * index));
});
