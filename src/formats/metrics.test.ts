import { describe, expect, it } from 'vitest';
import { Failure } from '../failure';
import {
  metricsFromCsv,
  metricsFromJson,
  metricsFromJsonLines,
  metricsRow,
  metricsToCsv,
  metricsToJson,
  metricsToJsonLines,
} from './metrics';
import { MEASURE_LIST, type MetricsEntry } from '../reports/measures';

const terms = { invariance: 1.25, variance: 0.1 + 0.2, covariance: 1e-9 };

/** Every measure that there is. */
const full: MetricsEntry = {
  step: 20,
  alpha: 0.75,
  loss: { total: 12.5, global: terms, local: { ...terms, invariance: 3 }, classifier: 2.3 },
  learningRate: 0.004,
  imagesPerSecond: 1234.5,
  representationStd: 0.09,
  embeddingStd: 0.08,
  representationCorrelation: 0.2,
  embeddingCorrelation: 0.1,
  top1: 0.25,
  top5: 0.75,
  lossScale: 65536,
  skippedSteps: 3,
  gpuBytes: 123456789,
  seconds: 61.5,
  accuracy: { features: 0.6, embeddings: 0.5, chance: 0.08, count: 4000 },
  knn: { top1: 0.4, chance: 0.1 },
};

/** What a run at α = 0 reports without labels, on a diverging step. */
const sparse: MetricsEntry = {
  step: 21,
  alpha: 0,
  loss: { total: NaN, local: terms },
  learningRate: 0,
  imagesPerSecond: 0,
  representationStd: 0,
  representationCorrelation: 0,
  gpuBytes: 0,
  seconds: 0,
};

const history = [full, sparse];

describe('metrics', () => {
  it.each([
    ['CSV', (entries: MetricsEntry[]) => metricsFromCsv(metricsToCsv(entries))],
    ['JSON', (entries: MetricsEntry[]) => metricsFromJson(metricsToJson(entries))],
    ['JSON lines', (entries: MetricsEntry[]) => metricsFromJsonLines(metricsToJsonLines(entries))],
  ])('come back from %s as they were', (_, there) => {
    expect(there(history)).toEqual(history);
    expect(there([])).toEqual([]);
  });

  it('has an example of every measure there is', () => {
    expect(Object.keys(metricsRow(full))).toEqual(MEASURE_LIST.map(({ name }) => name));
  });

  it('loses no measure', () => {
    const count = (value: unknown): number =>
      typeof value === 'object'
        ? Object.values(value!).reduce((sum: number, inner) => sum + count(inner), 0)
        : 1;
    expect(Object.keys(metricsRow(full))).toHaveLength(count(full));
  });

  it('names units in the CSV header and leaves empty what was not due', () => {
    const [header, first, second, end] = metricsToCsv(history).split('\n') as [
      string,
      string,
      string,
      string,
    ];
    expect(header).toMatch(/^step,seconds \[s\],alpha,learning_rate,loss,/);
    expect(header).toContain(',gpu_memory [bytes]');
    expect(first.split(',')).toHaveLength(header.split(',').length);
    const column = header.split(',').indexOf('global_invariance');
    expect([first.split(',')[column], second.split(',')[column]]).toEqual(['1.25', '']);
    expect(end).toBe('');
  });

  it('names units in JSON', () => {
    const document = JSON.parse(metricsToJson(history)) as { units: Record<string, string> };
    expect(document.units.images_per_second).toBe('1/s');
  });

  it('refuses other texts', () => {
    expect(() => metricsFromCsv('step,loss\n1\n')).toThrow(Failure);
    expect(() => metricsFromCsv('a,b\n1,2\n')).toThrow(/step/);
    expect(() => metricsFromJson('{}')).toThrow(Failure);
    expect(() => metricsFromJson('null')).toThrow(Failure);
    expect(() => metricsFromJsonLines('{"step":"one"}\n')).toThrow(/"step" is no number/);
    expect(() => metricsFromJsonLines('{"step":1}\nnonsense\n')).toThrow(/JSON/);
  });
});
