import { describe, expect, it } from 'vitest';
import { debiasedAverage } from './smoothing';

describe('debiasedAverage', () => {
  it('is not drawn towards zero at the start', () => {
    expect([...debiasedAverage(Float64Array.of(8, 8, 8), 0.9)].map((value) => value.toFixed(9))).toEqual(
      Array(3).fill('8.000000000'),
    );
  });

  it('weighs the past by powers of the weight', () => {
    const smooth = debiasedAverage(Float64Array.of(1, 2, 4), 0.5);
    expect(smooth[1]).toBeCloseTo((0.5 * 1 + 2) / 1.5, 12);
    expect(smooth[2]).toBeCloseTo((0.25 * 1 + 0.5 * 2 + 4) / 1.75, 12);
  });

  it('returns the values themselves at weight 0 and steps over gaps', () => {
    expect([...debiasedAverage(Float64Array.of(3, 1), 0)]).toEqual([3, 1]);
    const gap = debiasedAverage(Float64Array.of(5, Number.NaN, 5), 0.7);
    expect(gap[1]).toBeNaN();
    expect(gap[2]).toBeCloseTo(5, 12);
  });
});
