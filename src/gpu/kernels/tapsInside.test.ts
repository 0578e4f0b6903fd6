import { expect, it } from 'vitest';
import { tapsInside } from './tapsInside';

it.each([
  ['all of them without padding', 8, { size: 2, stride: 2, padding: 0 }, 8],
  ['those of the ends less their padding', 8, { size: 3, stride: 1, padding: 1 }, 8 * 3 - 2],
  ['none of the padding where the stride skips its end', 8, { size: 3, stride: 2, padding: 1 }, 4 * 3 - 1],
  ['a filter that is wider than the image', 2, { size: 7, stride: 1, padding: 3 }, 4],
])('counts %s', (_, pixels, geometry, taps) => {
  expect(tapsInside(pixels, geometry)).toBe(taps);
});
