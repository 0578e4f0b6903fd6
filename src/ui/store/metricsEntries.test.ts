import { expect, it } from 'vitest';
import type { StepReport } from '../../worker/protocol';
import { appendAccuracy, appendStep, emptyHistory } from '../views/history';
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

it('gives back the reports of a run, absent measures and all', () => {
  const accuracy = { features: 0.5, chance: 0.1, count: 40 };
  const history = appendAccuracy([full, bare].reduce(appendStep, emptyHistory()), { step: 2, accuracy });
  expect(metricsEntries(history)).toEqual([full, { ...bare, accuracy }]);
});
