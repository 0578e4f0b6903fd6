import { batchNorm } from '../batchNorm';
import { casesOf } from './opCases';

const size = (x: number[], relu: boolean, eps = 1e-5) => ({
  inputs: { x, gamma: [x.at(-1)!], beta: [x.at(-1)!] },
  attributes: { eps, relu },
});

export const batchNormCases = casesOf(batchNorm, {
  tolerance: 2e-5,
  sizes: {
    'two rows': size([2, 1], false, 1e-3),
    ragged: size([3, 5, 17], false),
    'many rows, ReLU': size([650, 18], true),
  },
  halves: { plain: size([3, 65, 20], false), ReLU: size([650, 20], true) },
  timed: { '64×16×16×48, ReLU': { ...size([64, 16, 16, 48], true), flops: 8 * 16384 * 48 } },
});
