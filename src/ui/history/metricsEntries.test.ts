import { expect, it } from 'vitest';
import type { StepReport } from '../../worker/protocol';
import { append, emptyHistory } from './history';
import { metricsEntries } from './metricsEntries';

const full: StepReport = {
  step: 1,
  alpha: 0.75,
  loss: {
    total: 9,
    global: { invariance: 1, variance: 2, covariance: 3 },
    local: { invariance: 4, variance: 5, covariance: 6 },
    classifier: 2.3,
  },
  learningRate: 0.001,
  imagesPerSecond: 100,
  representationStd: 0.1,
  embeddingStd: 0.2,
  representationCorrelation: 0.3,
  embeddingCorrelation: 0.4,
  top1: 0.1,
  top5: 0.5,
  lossScale: 32768,
  skippedSteps: 2,
  gpuBytes: 7,
  seconds: 1,
};
const bare: StepReport = {
  step: 2,
  alpha: 0,
  loss: { total: 8, local: { invariance: 4, variance: 5, covariance: 6 } },
  learningRate: 0.001,
  imagesPerSecond: 100,
  representationStd: 0.1,
  representationCorrelation: 0.3,
  gpuBytes: 7,
  seconds: 2,
};

const everyAccuracy = { features: 0.5, embeddings: 0.4, chance: 0.1, count: 40 };

it('gives back the reports of a run, absent measures and all', () => {
  const accuracy = { features: 0.5, chance: 0.1, count: 40 };
  const history = append([full, bare].reduce(append, emptyHistory()), { step: 2, accuracy });
  expect(metricsEntries(history)).toEqual([full, { ...bare, accuracy }]);
});

it('keeps an accuracy that was taken where no step was reported, in its place', () => {
  let history = append(emptyHistory(), { step: 0, accuracy: everyAccuracy });
  history = append(history, { ...full, step: 10 });
  history = append(history, { step: 15, accuracy: everyAccuracy });
  history = append(history, { ...bare, step: 20 });
  expect(metricsEntries(history)).toEqual([
    { step: 0, accuracy: everyAccuracy },
    { ...full, step: 10 },
    { step: 15, accuracy: everyAccuracy },
    { ...bare, step: 20 },
  ]);
});
