import { describe, expect, it } from 'vitest';
import { logTicks, tickText } from './ticks';

describe('logTicks', () => {
  it.each([
    ['a tenth of a power', 1.3, 1.4],
    ['a part of a power', 1.28, 1.45],
    ['one power', 0, 1],
    ['two powers', -0.2, 1.8],
    ['six powers', -5.1, 1.3],
    ['thirty powers', -20, 10],
  ])('are few, within the axis and evenly spread over %s', (_, low, high) => {
    for (const most of [3, 5, 8]) {
      const { tickvals, ticktext } = logTicks([low, high], most);
      expect(tickvals.length).toBeGreaterThanOrEqual(2);
      expect(tickvals.length).toBeLessThanOrEqual(most + 1);
      expect(ticktext).toHaveLength(tickvals.length);
      expect(new Set(ticktext).size).toBe(ticktext.length);
      const places = tickvals.map(Math.log10);
      for (const place of places) expect([place >= low - 1e-6, place <= high + 1e-6]).toEqual([true, true]);
      // No two labels meet.
      const least = (high - low) / (4 * most);
      places.slice(1).forEach((place, index) => expect(place - places[index]!).toBeGreaterThan(least));
    }
  });

  it('are round', () => {
    expect(logTicks([0, 2], 5).ticktext).toEqual(['1', '3', '10', '30', '100']);
    expect(logTicks([0, 2], 8).ticktext).toEqual(['1', '2', '5', '10', '20', '50', '100']);
    expect(logTicks([1.3, 1.42], 4).tickvals).toEqual([20, 22, 24, 26]);
  });
});

it('writes numbers so that they can be read at once', () => {
  expect([0, 0.001, 0.25, 1, 250, 1000, 25_000, 3e6].map(tickText)).toEqual([
    '0',
    '0.001',
    '0.25',
    '1',
    '250',
    '1k',
    '25k',
    '3M',
  ]);
  expect([1e-5, 2e-4, 1e12, 5e-10].map(tickText)).toEqual(['10⁻⁵', '2·10⁻⁴', '10¹²', '5·10⁻¹⁰']);
});
