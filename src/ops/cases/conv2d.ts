import { conv2d, type Conv2dActivation } from '../conv2d';
import { casesOf } from './opCases';

const size = (x: number[], outputs: number, k: number, stride: number, padding: number) => ({
  inputs: { x, w: [outputs, x.at(-1)!, k, k] },
  attributes: { stride, padding },
});

/** With a bias, as where a norm is folded in. */
const biased = (activation: Conv2dActivation, ...of: Parameters<typeof size>) => {
  const { inputs, attributes } = size(...of);
  return { inputs: { ...inputs, b: [of[1]] }, attributes: { ...attributes, activation } };
};

export const conv2dCases = casesOf(conv2d, {
  tolerance: 2e-5,
  sizes: {
    'one pixel': size([1, 1, 1, 1], 1, 1, 1, 0),
    '3×3': size([2, 5, 9, 6], 17, 3, 1, 1),
    '3×3 with stride': size([3, 8, 7, 4], 12, 3, 2, 1),
    '1×1 with stride': size([2, 6, 5, 3], 5, 1, 2, 0),
    'stem of ResNet': size([2, 16, 18, 3], 8, 7, 2, 3),
    '3×3 with bias and ReLU': biased('relu', [2, 5, 9, 6], 16, 3, 1, 1),
    '1×1 with stride and bias': biased('none', [2, 6, 5, 3], 5, 1, 2, 0),
  },
  halves: { '3×3 with stride': size([2, 5, 9, 8], 16, 3, 2, 1) },
  tiledSizes: ['3×3 with stride'],
  timed: {
    '3×3': { ...size([64, 16, 16, 16], 16, 3, 1, 1), flops: 2 * 9 * 16384 * 16 * 16 },
    '1×1': { ...size([64, 16, 16, 16], 64, 1, 1, 0), flops: 2 * 16384 * 16 * 64 },
  },
});
