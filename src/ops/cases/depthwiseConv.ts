import { depthwiseConv } from '../depthwiseConv';
import { casesOf } from './opCases';

const size = (...x: number[]) => ({ inputs: { x, w: [x.at(-1)!, 1, 7, 7], b: [x.at(-1)!] } });

export const depthwiseConvCases = casesOf(depthwiseConv, {
  tolerance: 2e-5,
  sizes: {
    'one pixel': size(1, 1, 1, 1),
    'small map': size(3, 2, 3, 17),
    'ragged map': size(2, 9, 13, 5),
    '16×16': size(3, 16, 16, 20),
  },
  halves: { 'ragged map': size(2, 9, 13, 20) },
  timed: { '64×16×16×48': { ...size(64, 16, 16, 48), flops: 2 * 49 * 16384 * 48 } },
});
