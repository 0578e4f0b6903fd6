import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MetricsLog } from '../../cli/train/metricsLog';
import { MEASURE_LIST, type MetricsEntry } from '../../reports/measures';
import { metricsRow, metricsToCsv, metricsToJson, metricsToJsonLines } from '../../formats/metrics';
import type { StepReport } from '../../worker/protocol';
import { appendAccuracy, appendKnn, appendStep, emptyHistory } from './history';
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

const everyKnn = { top1: 0.4, chance: 0.1 };
const everyAccuracy = { features: 0.5, embeddings: 0.4, chance: 0.1, count: 40 };

it('gives back the reports of a run, absent measures and all', () => {
  const accuracy = { features: 0.5, chance: 0.1, count: 40 };
  const history = appendAccuracy([full, bare].reduce(appendStep, emptyHistory()), { step: 2, accuracy });
  expect(metricsEntries(history)).toEqual([full, { ...bare, accuracy }]);
});

it('keeps an accuracy that was taken where no step was reported, in its place', () => {
  let history = appendAccuracy(emptyHistory(), { step: 0, accuracy: everyAccuracy });
  history = appendStep(history, { ...full, step: 10 });
  history = appendAccuracy(history, { step: 15, accuracy: everyAccuracy });
  history = appendStep(history, { ...bare, step: 20 });
  expect(metricsEntries(history)).toEqual([
    { step: 0, accuracy: everyAccuracy },
    { ...full, step: 10 },
    { step: 15, accuracy: everyAccuracy },
    { ...bare, step: 20 },
  ]);
});

describe('exports of a run with every measure', () => {
  const reports = [full, { ...bare, step: 2 }];
  const entries: MetricsEntry[] = [{ ...full, accuracy: everyAccuracy, knn: everyKnn }, reports[1]!];
  const seen = appendAccuracy(appendStep(emptyHistory(), full), { step: 1, accuracy: everyAccuracy });
  const history = appendKnn(seen, { step: 1, knn: everyKnn });
  const exported = metricsEntries(appendStep(history, reports[1]!));

  it('has an example of every measure there is', () => {
    expect(Object.keys(metricsRow(entries[0]!))).toEqual(MEASURE_LIST.map(({ name }) => name));
  });

  it('is in every format what the reports themselves give', () => {
    expect(metricsToCsv(exported)).toBe(metricsToCsv(entries));
    expect(metricsToJson(exported)).toBe(metricsToJson(entries));
    expect(metricsToJsonLines(exported)).toBe(metricsToJsonLines(entries));
  });

  it('names the columns that the command line writes, in their order', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'metrics-'));
    const path = join(folder, 'metrics.jsonl');
    const log = new MetricsLog(path);
    log.open();
    log.take({ type: 'step', report: full });
    log.take({ type: 'accuracy', report: { step: 1, accuracy: everyAccuracy } });
    log.take({ type: 'knn', report: { step: 1, knn: everyKnn } });
    log.take({ type: 'step', report: reports[1]! });
    log.close();
    expect(metricsToJsonLines(exported)).toBe(await readFile(path, 'utf8'));
    await rm(folder, { recursive: true });
  });
});
