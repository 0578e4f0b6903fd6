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
import type { MetricsEntry } from '../reports/metricsEntry';
import { everyMeasure } from '../reports/testing/everyMeasure';

const terms = { invariance: 1.25, variance: 0.1 + 0.2, covariance: 1e-9 };

const full = everyMeasure();

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

/** Scripts rely on it: what is new comes at its end. */
const HEADER =
  'step,seconds [s],alpha,learning_rate,loss,global_invariance,global_variance,global_covariance,local_invariance,' +
  'local_variance,local_covariance,classifier_loss [nats],representation_std,embedding_std,representation_correlation,' +
  'embedding_correlation,top1 [fraction],top5 [fraction],matching_accuracy_features [fraction],' +
  'matching_accuracy_embeddings [fraction],matching_accuracy_chance [fraction],matches_counted,' +
  'images_per_second [1/s],gpu_memory [bytes],loss_scale,skipped_steps,knn_top1 [fraction],knn_chance [fraction]';

describe('metrics', () => {
  it.each([
    ['CSV', (entries: MetricsEntry[]) => metricsFromCsv(metricsToCsv(entries))],
    ['JSON', (entries: MetricsEntry[]) => metricsFromJson(metricsToJson(entries))],
    ['JSON lines', (entries: MetricsEntry[]) => metricsFromJsonLines(metricsToJsonLines(entries))],
  ])('come back from %s as they were', (_, there) => {
    expect(there(history)).toEqual(history);
    expect(there([])).toEqual([]);
  });

  it('loses no measure', () => {
    const count = (value: unknown): number =>
      typeof value === 'object'
        ? Object.values(value!).reduce((sum: number, inner) => sum + count(inner), 0)
        : 1;
    expect(Object.keys(metricsRow(full))).toHaveLength(count(full));
  });

  it('has the columns that it always had in the CSV header, with units, and leaves empty what was not due', () => {
    const [header, first, second, end] = metricsToCsv(history).split('\n') as [
      string,
      string,
      string,
      string,
    ];
    expect(header.slice(0, HEADER.length)).toBe(HEADER);
    expect(first.split(',')).toHaveLength(header.split(',').length);
    const column = header.split(',').indexOf('global_invariance');
    const { invariance } = full.loss.global!;
    expect([first.split(',')[column], second.split(',')[column]]).toEqual([String(invariance), '']);
    expect(end).toBe('');
  });

  it('names units in JSON', () => {
    const document = JSON.parse(metricsToJson(history)) as {
      program: string;
      units: Record<string, string>;
    };
    expect(document.program).toMatch(/^VICRegL Playground \d+\.\d+\.\d+( \([0-9a-f]+(-dirty)?\))?$/);
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
