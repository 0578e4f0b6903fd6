import { expect, it } from 'vitest';
import { append, emptyHistory } from '../../history/history';
import type { StepReport } from '../../../worker/protocol';
import { lossFigure } from './lossFigure';
import { lossShares, sharesCsv, thinnedRows } from './lossShares';

const report = (step: number, alpha: number): StepReport => ({
  ...{ step, alpha, seconds: step, learningRate: 0.1, imagesPerSecond: 1, gpuBytes: 1 },
  ...{ representationStd: 1, representationCorrelation: 0 },
  loss: {
    total: alpha * 6 + (1 - alpha) * 15,
    global: { invariance: 1, variance: 2, covariance: 3 },
    local: { invariance: 4, variance: 5, covariance: 6 },
  },
});
const history = [report(1, 0.5), report(2, 0.75)].reduce(append, emptyHistory());

it('weighs every term as the loss did at its step: together they are the loss', () => {
  const { steps, terms } = lossShares(history);
  expect([...steps]).toEqual([1, 2]);
  const sums = [0, 1].map((row) => terms.reduce((sum, { values }) => sum + values[row]!, 0));
  expect(sums).toEqual([10.5, 8.25]);
  expect(terms.find(({ key }) => key === 'localVariance')!.values).toEqual(Float64Array.of(2.5, 1.25));
});

it('leaves out the branch that was never computed', () => {
  const { loss, ...rest } = report(1, 1);
  const alone = append(emptyHistory(), { ...rest, loss: { total: 6, global: loss.global! } });
  expect(lossShares(alone).terms.map(({ branch }) => branch)).toEqual(['global', 'global', 'global']);
});

it('is a table of its numbers', () => {
  const [head, first] = sharesCsv(lossShares(history)).split('\n');
  expect(head!.split(',').slice(0, 2)).toEqual(['step', 'weighted_globalInvariance']);
  expect(first).toBe('1,0.5,1,1.5,2,2.5,3');
});

it('draws a long run in few points, the newest among them', () => {
  expect(thinnedRows(0)).toEqual([]);
  expect(thinnedRows(3)).toEqual([0, 1, 2]);
  const rows = thinnedRows(100_000);
  expect(rows.length).toBeLessThanOrEqual(800);
  expect(rows.at(-1)).toBe(99_999);
  const space = { width: 300, height: 200, unit: 1, scheme: 'light', touch: false } as const;
  const { data, layout } = lossFigure(lossShares(history), 'percent', space);
  expect(data).toHaveLength(6);
  expect(data[0]).toMatchObject({ groupnorm: 'percent', y: [0.5, 0.75] });
  expect(layout.yaxis).toMatchObject({ title: { text: 'share of the loss, %' } });
});
