import { describe, expect, it } from 'vitest';
import { viridis } from './colourMap';

describe('viridis', () => {
  it('grows lighter with every step, and clamps', () => {
    const lightness = Array.from({ length: 101 }, (_, step) => {
      const [red, green, blue] = viridis(step / 100);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    lightness.forEach((value, step) => expect(value).toBeGreaterThanOrEqual(lightness[step - 1] ?? 0));
    expect(viridis(-1)).toEqual(viridis(0));
    expect(viridis(2)).toEqual([253, 231, 37]);
  });
});
