import { expect, it } from 'vitest';
import { tinySnapshot } from '../../../formats/bundle/testing/tinyBundle';
import { SOME_ORIGIN } from '../../../storage/testing/someRun';
import type { RunRecord } from '../../../storage/runRecord';
import { commonImages, pictureAt, stepsOf } from './commonImages';
import { fieldRows, measureRows } from './comparisonTables';

function record(change: Partial<RunRecord>, edit: (config: RunRecord['config']) => void = () => undefined) {
  const config = structuredClone(SOME_ORIGIN.config);
  edit(config);
  return { config, measures: {}, evaluations: {}, ...change } as RunRecord;
}

it('fields stand in the table where they differ, those that only some runs have as well', () => {
  const runs = [
    record({}),
    record({}, ({ loss }) => (loss.alpha = 1)),
    record({}, ({ model }) => {
      model.backbone = { family: 'convnext', patch: 4, depths: [1], widths: [8], layerScale: 0, dropPath: 0 };
    }),
  ];
  const rows = fieldRows(runs);
  const row = (path: string) => rows.find(({ id }) => id === path)?.cells;
  expect(row('loss.alpha')).toEqual(['0.75', '1', '0.75']);
  expect(row('model.backbone.patch')).toEqual([undefined, undefined, '4']);
  expect(row('model.backbone.base')).toEqual(['16', '16', undefined]);
  expect(row('loss.lambda')).toBeUndefined();
  expect(fieldRows([runs[0]!, runs[0]!])).toEqual([]);
});

it('measures stand in the table where some run has them, with the best of what probes found', () => {
  const rows = measureRows([
    record({ measures: { total: 20, step: 1200, seconds: 75 }, evaluations: { mean_iou: 0.12 } }),
    record({
      measures: { total: 30, 'accuracy.features': 0.5 },
      evaluations: { mean_iou: 0.2, knn_top1: 0.3 },
    }),
  ]);
  expect(rows.map(({ id, cells, best }) => [id, cells, best])).toEqual([
    ['knn_top1', [undefined, '30.0 %'], undefined],
    ['mean_iou', ['12.0 %', '20.0 %'], 1],
    ['step', ['1,200', undefined], undefined],
    ['seconds', ['1 min 15 s', undefined], undefined],
    ['total', ['20.00', '30.00'], undefined],
    ['accuracy.features', [undefined, '50.0 %'], undefined],
  ]);
});

it('pictures of the same image stand side by side, as near to a step as there are', () => {
  const picture = (step: number, imageIndex: number) => ({ ...tinySnapshot(step), imageIndex });
  const [a, b, c] = [
    [picture(0, 7), picture(10, 7), picture(10, 3)],
    [picture(5, 7), picture(9, 3)],
    [picture(4, 7)],
  ];
  expect(commonImages([a, b, c])).toEqual([7, 3]);
  expect(commonImages([a])).toEqual([]);
  expect([0, 7, 99].map((step) => pictureAt(a, 7, step)?.step)).toEqual([0, 0, 10]);
  expect(pictureAt(b, 7, 1)?.step).toBe(5);
  expect(pictureAt(c, 3, 9)).toBeUndefined();
  expect(stepsOf([a, b, c], 7)).toEqual([0, 4, 5, 10]);
});
