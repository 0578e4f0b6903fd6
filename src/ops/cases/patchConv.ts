import { patchConv } from '../patchConv';
import { casesOf } from './opCases';

const size = (x: number[], outputs: number, patch: number) => ({
  inputs: { x, w: [outputs, x.at(-1)!, patch, patch], b: [outputs] },
  attributes: { patch },
});

export const patchConvCases = casesOf(patchConv, {
  tolerance: 2e-5,
  sizes: {
    'one patch': size([1, 2, 2, 1], 1, 2),
    stem: size([3, 12, 8, 3], 17, 4),
    'pixels left over': size([2, 7, 5, 6], 9, 2),
    'long sums': size([5, 24, 24, 4], 8, 2),
  },
  halves: {
    'whole patches': size([3, 6, 8, 8], 12, 2),
    'pixels left over': { ...size([2, 7, 5, 8], 12, 2), results: ['y0'] },
    'images, which are float32': { ...size([2, 8, 8, 3], 12, 4), halves: [], results: ['y0'] },
  },
  tiledSizes: ['stem', 'pixels left over'],
  timed: {
    '4×4, 3 channels': {
      ...size([64, 64, 64, 3], 48, 4),
      flops: 2 * 64 * 64 * 64 * 3 * 48,
      free: ['w', 'b'],
    },
    '2×2': { ...size([64, 16, 16, 48], 96, 2), flops: 2 * 64 * 16 * 16 * 48 * 96 },
  },
});
