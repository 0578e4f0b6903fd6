import { describe, expect, it } from 'vitest';
import { debiasedAverage } from './smoothing';
import { extent, extentWithoutSpikes, fittedRange } from './ranges';

/** A loss that falls from 40 to 10 with some noise. */
const falling = Float64Array.from(
  { length: 500 },
  (_, step) => 10 + 30 * Math.exp(-step / 60) + 0.4 * Math.sin(step * 1.7),
);

function changed(values: Float64Array, changes: Readonly<Record<number, number>>): Float64Array {
  const copy = values.slice();
  for (const [row, value] of Object.entries(changes)) copy[Number(row)] = value;
  return copy;
}

describe('extentWithoutSpikes', () => {
  it.each([
    ['one spike', { 250: 5000 }],
    ['spikes up and down', { 100: 900, 300: -700 }],
    ['a few in a row', { 200: 5000, 201: 4000, 202: 300 }],
    ['one at the end', { 499: 5000 }],
  ])('leaves out %s and keeps all else', (_, changes) => {
    const spiked = extentWithoutSpikes(changed(falling, changes))!;
    expect(spiked[0]).toBeCloseTo(extent(falling)![0], 1);
    expect(spiked[1]).toBeCloseTo(extent(falling)![1], 1);
  });

  it('holds every value of a curve without spikes, its steep start and its last fall too', () => {
    const steep = Float64Array.from(
      { length: 60 },
      (_, step) => 20 + 1000 * Math.exp(-step / 2) - 0.2 * step,
    );
    expect(extentWithoutSpikes(steep)).toEqual(extent(steep));
    expect(extentWithoutSpikes(falling)).toEqual(extent(falling));
  });

  it('holds the smoothed curve at any smoothing', () => {
    const [low, high] = extentWithoutSpikes(falling)!;
    for (const weight of [0.3, 0.6, 0.9, 0.99]) {
      const [smoothLow, smoothHigh] = extent(debiasedAverage(falling, weight))!;
      expect(smoothLow).toBeGreaterThanOrEqual(low);
      expect(smoothHigh).toBeLessThanOrEqual(high);
    }
  });

  it('follows a step to another level', () => {
    const levels = Float64Array.from(
      { length: 100 },
      (_, step) => (step < 60 ? 10 : 30) + 0.1 * Math.sin(step),
    );
    expect(extentWithoutSpikes(levels)![1]).toBeGreaterThan(29.9);
  });

  it('calls nothing a spike among few values', () => {
    expect(extentWithoutSpikes(Float64Array.of(1, 900))).toEqual([1, 900]);
    expect(extentWithoutSpikes(new Float64Array(0))).toBeUndefined();
  });

  it('takes the positive values alone where the axis is logarithmic', () => {
    expect(extentWithoutSpikes(Float64Array.of(0, -3, 2, 8), true)).toEqual([2, 8]);
    expect(extentWithoutSpikes(new Float64Array(30), true)).toBeUndefined();
  });
});

describe('fittedRange', () => {
  it('shows the curves of all runs, with room at both ends', () => {
    const [low, high] = fittedRange([[10, 20], undefined, [5, 12]], { log: false })!;
    expect([low < 5, low > 3, high > 20, high < 22]).toEqual([true, true, true, true]);
  });

  it('does not go below zero for values that do not, and makes room around a level', () => {
    expect(fittedRange([[0, 50]], { log: false })![0]).toBe(0);
    const [low, high] = fittedRange([[2, 2]], { log: false })!;
    expect([low < 2, high > 2]).toEqual([true, true]);
    expect(fittedRange([[0, 0]], { log: false, fromZero: true })).toEqual([0, 1]);
  });

  it('starts at zero where it should, unless values are below', () => {
    expect(fittedRange([[4, 5]], { log: false, fromZero: true })![0]).toBe(0);
    expect(fittedRange([[-1, 5]], { log: false, fromZero: true })![0]).toBeLessThan(-1);
  });

  it('counts in powers of ten on a logarithmic axis', () => {
    const [low, high] = fittedRange([[0.01, 100]], { log: true })!;
    expect([low, high]).toEqual([expect.closeTo(-2.24, 5), expect.closeTo(2.24, 5)]);
    const level = fittedRange([[7, 7]], { log: true })!;
    expect(level[1] - level[0]).toBeCloseTo(0.1);
    expect(fittedRange([[-1, 0]], { log: true })).toBeUndefined();
  });
});
