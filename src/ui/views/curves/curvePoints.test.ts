import { describe, expect, it } from 'vitest';
import { drawable, MOST_POINTS, rangeWithoutOutliers } from './curvePoints';

describe('rangeWithoutOutliers', () => {
  it('leaves single spikes out and keeps where a curve begins', () => {
    const falling = Float64Array.from({ length: 500 }, (_, step) => 10 + 30 * Math.exp(-step / 60));
    const [low, high] = rangeWithoutOutliers([falling])!;
    const spiked = falling.slice();
    spiked[250] = 5000;
    expect(rangeWithoutOutliers([spiked])![1]).toBeCloseTo(high, 1);
    expect(high).toBeGreaterThan(38);
    expect(low).toBeLessThan(10.1);
  });

  it('does not go below zero for values that do not, and makes room around a level', () => {
    expect(rangeWithoutOutliers([Float64Array.from({ length: 50 }, (_, step) => step)])![0]).toBe(0);
    const [low, high] = rangeWithoutOutliers([new Float64Array(50).fill(2)])!;
    expect([low < 2, high > 2]).toEqual([true, true]);
  });

  it('calls nothing an outlier among few values', () => {
    expect(rangeWithoutOutliers([Float64Array.of(1, 900)])).toBeUndefined();
  });
});

describe('drawable', () => {
  it('leaves short lines alone and bounds long ones', () => {
    const points = (count: number) => {
      const values = Float64Array.from({ length: count }, (_, row) => Math.sin(row));
      return { x: values, y: values };
    };
    expect(drawable(points(100)).y).toHaveLength(100);
    expect(drawable(points(50_000)).y.length).toBeLessThanOrEqual(MOST_POINTS);
  });
});
