import { expect, it } from 'vitest';
import { filterPictures } from './filterPixels';

const filters = { count: 2, side: 1, weights: Float32Array.from([0.1, 0, -0.2, 0, 1, 0]) };

it('draws zero as mid-grey, and the ends by the largest weight of all or of the filter', () => {
  const bytes = (scale: 'shared' | 'own') =>
    filterPictures(filters, scale, 'number').map(({ picture }) => [...picture.pixels]);
  expect(bytes('shared')).toEqual([
    [140, 128, 102],
    [128, 255, 128],
  ]);
  expect(bytes('own')[0]).toEqual([191, 128, 0]);
});

it('orders filters by their norms', () => {
  const found = filterPictures(filters, 'own', 'norm');
  expect(found.map(({ filter }) => filter)).toEqual([1, 0]);
  expect(found[1]!.norm).toBeCloseTo(Math.hypot(0.1, 0.2), 6);
});
