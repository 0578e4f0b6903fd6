import { layerNorm } from '../layerNorm';
import { casesOf } from './opCases';

const size = (x: number[], relu = false) => ({
  inputs: { x, gamma: [x.at(-1)!], beta: [x.at(-1)!] },
  attributes: { eps: 1e-6, relu },
});

export const layerNormCases = casesOf(layerNorm, {
  tolerance: 2e-5,
  sizes: {
    'one row of one': size([1, 1]),
    ragged: size([3, 17, 5]),
    'many rows': size([650, 48]),
    'ragged, ReLU': size([7, 13, 18], true),
    'wide rows, ReLU': size([67, 148], true),
  },
  halves: { 'ragged rows': size([3, 67, 12]), ReLU: size([3, 67, 12], true) },
  timed: {
    '64×16×16×48': { ...size([64, 16, 16, 48]), flops: 8 * 16384 * 48 },
    '4096×128, ReLU': { ...size([4096, 128], true), flops: 8 * 4096 * 128 },
  },
});
