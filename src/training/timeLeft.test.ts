import { describe, expect, it } from 'vitest';
import { TimeLeft } from './timeLeft';

describe('TimeLeft', () => {
  it('takes the pace since the first news, whatever came before', () => {
    let now = 5000;
    const left = new TimeLeft(() => now);
    expect(left.at(0.1)).toBeUndefined();
    now += 1000;
    expect(left.at(0.3)).toBeCloseTo(3.5);
    now += 3500;
    expect(left.at(1)).toBe(0);
  });
});
