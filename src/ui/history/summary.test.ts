import { describe, expect, it } from 'vitest';
import { runSummary } from '../../config/runSummary';
import { append, emptyHistory } from './history';
import { summarize } from './summary';

function trained(steps: number) {
  let history = emptyHistory();
  for (let step = 1; step <= steps; step++) {
    const total = 10 + 20 * Math.exp(-step / 50) + Math.sin(7 * step);
    history = append(history, {
      step,
      alpha: 1,
      loss: { total, global: { invariance: total / 2, variance: total / 3, covariance: total / 6 } },
      learningRate: 0.1,
      imagesPerSecond: 100,
      representationStd: 0.1,
      representationCorrelation: 0,
      gpuBytes: 1,
      seconds: step,
    });
    if (step % 10 === 0)
      history = append(history, { step, accuracy: { features: step / 1000, chance: 0.1, count: 9 } });
  }
  return history;
}

describe('summarize', () => {
  it('thins long curves, keeps their ends and leaves out what was never measured', () => {
    const summary = summarize(trained(500), { device: 'Test adapter' }, 96);
    expect(summary.step).toBe(500);
    expect(summary.curves.total?.steps).toHaveLength(96);
    expect(summary.curves.total?.steps[0]).toBe(1);
    expect(summary.curves.total?.steps.at(-1)).toBe(500);
    expect(summary.curves.globalVariance?.steps).toHaveLength(38);
    expect(summary.curves['accuracy.features']?.values.at(-1)).toBe(0.5);
    expect(Object.keys(summary.curves)).not.toContain('localVariance');
    expect(Object.keys(summary.curves)).not.toContain('accuracy.embeddings');
    expect(summary.measures['accuracy.chance']).toBe(0.1);
    expect(summary.measures).not.toHaveProperty('top1');
  });

  it('is what a link accepts, even before the first step', () => {
    for (const steps of [0, 1, 2, 300]) {
      expect(
        runSummary.safeParse(summarize(trained(steps), { device: 'Test adapter' })).error,
      ).toBeUndefined();
    }
    expect(summarize(emptyHistory(), { device: '' }).step).toBe(0);
  });
});
