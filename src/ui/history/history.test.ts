import { describe, expect, it } from 'vitest';
import type { StepReport } from '../../reports/step';
import { columnOf } from './growableTable';
import { append, emptyHistory } from './history';

function report(step: number, loss: StepReport['loss']): StepReport {
  return {
    step,
    alpha: 1,
    loss,
    learningRate: 0.1,
    imagesPerSecond: 100,
    representationStd: 0.1,
    representationCorrelation: 0,
    gpuBytes: 1,
    seconds: step / 2,
  };
}

describe('RunHistory', () => {
  it('holds each term in its own column, and NaN where a term is absent', () => {
    const terms = { invariance: 1, variance: 2, covariance: 3 };
    let history = append(emptyHistory(), report(1, { total: 9, global: terms }));
    history = append(history, report(2, { total: 8, local: terms, classifier: 4 }));
    expect([...columnOf(history.steps, 'total')]).toEqual([9, 8]);
    expect([...columnOf(history.steps, 'globalVariance')]).toEqual([2, Number.NaN]);
    expect([...columnOf(history.steps, 'localCovariance')]).toEqual([Number.NaN, 3]);
    expect([...columnOf(history.steps, 'classifier')]).toEqual([Number.NaN, 4]);
    expect(columnOf(history.steps, 'top1').every(Number.isNaN)).toBe(true);
  });

  it('dates an accuracy by the last step up to its own', () => {
    let history = append(emptyHistory(), {
      step: 0,
      accuracy: { features: 0.2, chance: 0.1, count: 5 },
    });
    for (const step of [1, 2, 3]) history = append(history, report(step, { total: 1 }));
    history = append(history, { step: 2, accuracy: { features: 0.4, chance: 0.1, count: 5 } });
    expect([...columnOf(history.accuracy, 'seconds')]).toEqual([0, 1]);
    expect([...columnOf(history.accuracy, 'accuracy.embeddings')]).toEqual([Number.NaN, Number.NaN]);
  });
});
