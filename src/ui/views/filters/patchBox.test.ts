import { expect, it } from 'vitest';
import { cutOut } from '../looks/squares';
import { patchBox } from './patchBox';

it('is the cell of the middle square with one cell around it', () => {
  const { box, cell } = patchBox({ height: 32, width: 48 }, { rows: 4, columns: 4 }, 6);
  expect(box).toEqual({ top: 0, left: 16, height: 24, width: 24 });
  for (const share of [cell.left, cell.top, cell.side]) expect(share).toBeCloseTo(1 / 3, 6);
});

it('shows grey where it lies beyond the image', () => {
  const pixels = new Uint8Array(4 * 4 * 3).fill(7);
  const { box } = patchBox({ height: 4, width: 4 }, { rows: 2, columns: 2 }, 0);
  const patch = cutOut({ height: 4, width: 4, pixels }, box);
  const red = Array.from({ length: 36 }, (_, place) => patch.pixels[3 * place]);
  expect(red.slice(0, 12).every((value) => value === 128)).toBe(true);
  expect(red.slice(12, 18)).toEqual([128, 128, 7, 7, 7, 7]);
});
