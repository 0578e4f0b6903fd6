import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../config/runSummary';
import { append, emptyHistory, type RunHistory } from './history';
import { reproductionOf } from './reproduction';

/** A run whose loss is `loss(step)`, reported every other step. */
function trained(steps: number, loss: (step: number) => number): RunHistory {
  let history = emptyHistory();
  for (let step = 2; step <= steps; step += 2)
    history = append(history, {
      step,
      alpha: 1,
      loss: { total: loss(step) },
      learningRate: 0.1,
      imagesPerSecond: 100,
      representationStd: 0.1,
      representationCorrelation: 0,
      gpuBytes: 1,
      seconds: step,
    });
  return history;
}

const loss = (step: number) => 20 + 1 / step;

const SHARED: RunSummary = {
  step: 8,
  device: 'GPU',
  curves: {
    total: { steps: [2, 4, 8], values: [20.5, 20.25, 20.13] },
    // What no version of ours has.
    another: { steps: [2], values: [1] },
  },
  measures: {},
};

describe('reproductionOf', () => {
  it('waits for the first step that the link has a number of', () => {
    expect(reproductionOf(SHARED, emptyHistory())).toEqual({ verdict: 'waiting' });
    const rare = { ...SHARED, curves: { total: { steps: [3], values: [1] } } };
    expect(reproductionOf(rare, trained(8, loss))).toEqual({ verdict: 'waiting' });
  });

  it('is the same when every digit of the link agrees, up to where the run is', () => {
    expect(reproductionOf(SHARED, trained(4, loss))).toEqual({ verdict: 'same', upTo: 4, compared: 2 });
    expect(reproductionOf(SHARED, trained(8, loss))).toEqual({ verdict: 'same', upTo: 8, compared: 3 });
  });

  it('is within rounding when the last digits differ', () => {
    const other = trained(8, (step) => loss(step) + (step > 3 ? 0.02 : 0));
    expect(reproductionOf(SHARED, other)).toEqual({ verdict: 'rounding', upTo: 8, compared: 3 });
  });

  it('differs from the first step on whose numbers do not agree', () => {
    const other = trained(8, (step) => loss(step) + (step > 3 ? 1 : 0));
    expect(reproductionOf(SHARED, other)).toEqual({
      verdict: 'differs',
      from: 4,
      measure: 'total',
      theirs: 20.25,
      own: 21.25,
    });
  });
});
