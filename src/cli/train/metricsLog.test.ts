import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { metricsFromJsonLines } from '../../formats/metrics';
import type { StepReport } from '../../reports/step';
import { MetricsLog } from './metricsLog';
import { scratch } from '../testing/program';

const folder = scratch();
afterAll(() => folder.remove());

const report = (step: number): StepReport => ({
  step,
  seconds: step / 3,
  alpha: 0.75,
  learningRate: 0.1,
  loss: { total: 20 + step },
  representationStd: 1,
  representationCorrelation: 0.1,
  imagesPerSecond: 100,
  gpuBytes: 1,
});
const accuracy = { features: 0.5, embeddings: 0.25, chance: 0.01, count: 64 };

describe('MetricsLog', () => {
  it('has every line in the file once it is told, the accuracy in the line of its step', () => {
    const path = folder.path('a.jsonl');
    writeFileSync(path, 'an earlier run\n');
    const log = new MetricsLog(path);
    const rows = () =>
      metricsFromJsonLines(readFileSync(path, 'utf8')).map(({ step, accuracy: a }) => [step, a]);
    log.take({ type: 'accuracy', report: { step: 0, accuracy } });
    expect(readFileSync(path, 'utf8')).toBe('an earlier run\n');
    log.open();
    expect(rows()).toEqual([[0, accuracy]]);
    log.take({ type: 'step', report: report(1) });
    log.take({ type: 'step', report: report(2) });
    expect(rows()).toEqual([
      [0, accuracy],
      [1, undefined],
      [2, undefined],
    ]);
    log.take({ type: 'accuracy', report: { step: 2, accuracy } });
    log.take({ type: 'step', report: report(3) });
    log.take({ type: 'accuracy', report: { step: 4, accuracy } });
    expect(rows()).toEqual([
      [0, accuracy],
      [1, undefined],
      [2, accuracy],
      [3, undefined],
      [4, accuracy],
    ]);
    expect(log.lastStep).toBe(4);
    log.close();
  });

  it('says why it cannot write', () => {
    const codeOf = (path: string) => {
      const log = new MetricsLog(path);
      log.take({ type: 'step', report: report(1) });
      try {
        log.open();
      } catch (error) {
        return failureInfo(error).code;
      }
      return undefined;
    };
    expect(codeOf(folder.path(''))).toBe('storage_failed');
    if (process.platform === 'linux') expect(codeOf('/dev/full')).toBe('storage_full');
  });
});
