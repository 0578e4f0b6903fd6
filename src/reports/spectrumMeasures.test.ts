import { describe, expect, it } from 'vitest';
import { participationRatio, rankMe } from './spectrumMeasures';

describe('rankMe', () => {
  it('is the exponential of the entropy of the shares', () => {
    // Shares 3/4 and 1/4, worked out by hand: e^(0.75 ln 4/3 + 0.25 ln 4).
    expect(rankMe([3, 1])).toBeCloseTo(4 / 3 ** 0.75, 5);
  });

  it('counts equal values, and one where one is alone or none is there', () => {
    expect(rankMe([2, 2, 2, 2])).toBeCloseTo(4, 4);
    expect(rankMe([5, 0, 0])).toBeCloseTo(1, 4);
    expect(rankMe([0, 0])).toBe(1);
  });
});

describe('participationRatio', () => {
  it('counts equal values, and weighs others', () => {
    expect(participationRatio([1, 1, 1])).toBe(3);
    expect(participationRatio([3, 1])).toBe(16 / 10);
    expect(participationRatio([0, 0])).toBe(0);
  });
});
