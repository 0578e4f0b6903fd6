import { describe, expect, it } from 'vitest';
import { dropPathMask, dropPathRates } from './dropPath';

describe('rates', () => {
  it('rise linearly from 0 over all blocks', () => {
    expect(dropPathRates(0.4, 5)).toEqual([0, 0.1, 0.2, expect.closeTo(0.3, 12), 0.4]);
  });

  it('of a single block is 0', () => {
    expect(dropPathRates(0.4, 1)).toEqual([0]);
  });
});

describe('masks', () => {
  it.each([0.1, 0.5, 0.8])('keep the expected branch at rate %f', (rate) => {
    const batch = 20000;
    const mask = dropPathMask(1, 7, 0, 3, rate, batch);
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    const dropped = mask.filter((value) => value === 0).length / batch;
    const mean = mask.reduce((sum, value) => sum + value, 0) / batch;
    const deviation = Math.sqrt((rate * (1 - rate)) / batch);
    expect(Math.abs(dropped - rate)).toBeLessThan(4 * deviation);
    expect(Math.abs(mean - 1)).toBeLessThan((4 * deviation) / (1 - rate));
  });

  it('are a function of seed, step, view and block', () => {
    const mask = (seed: number, step: number, view: number, block: number): string =>
      dropPathMask(seed, step, view, block, 0.5, 64).join();
    expect(mask(1, 2, 0, 3)).toBe(mask(1, 2, 0, 3));
    const others = [mask(1, 2, 0, 3), mask(2, 2, 0, 3), mask(1, 3, 0, 3), mask(1, 2, 1, 3), mask(1, 2, 0, 4)];
    expect(new Set(others).size).toBe(others.length);
  });
});
