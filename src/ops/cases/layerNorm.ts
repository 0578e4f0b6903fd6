import { layerNorm } from '../layerNorm';
import { casesOf } from './opCases';

const size = (...x: number[]) => ({
  inputs: { x, gamma: [x.at(-1)!], beta: [x.at(-1)!] },
  attributes: { eps: 1e-6 },
});

export const layerNormCases = casesOf(layerNorm, {
  tolerance: 2e-5,
  sizes: {
    'one row of one': size(1, 1),
    ragged: size(3, 17, 5),
    'many rows': size(650, 48),
  },
  halves: { 'ragged rows': size(3, 67, 12) },
  timed: { '64×16×16×48': { ...size(64, 16, 16, 48), flops: 8 * 16384 * 48 } },
});
