import * as tf from '@tensorflow/tfjs-core';
import { residual } from '../residual';
import { casesOf } from './opCases';

const branches = (...x: number[]) => ({ x, branch: x });

export const residualCases = casesOf(residual, {
  tolerance: 2e-5,
  // Drop path keeps about half of the samples, doubled.
  prepare: (name, tensor) =>
    name === 'keep' ? tf.mul(tf.cast(tf.greater(tensor, 0), 'float32'), 2) : tensor,
  fixed: ['keep'],
  sizes: {
    plain: { inputs: branches(3, 5, 7) },
    'layer scale': { inputs: { ...branches(3, 65, 7), gamma: [7] } },
    'drop path': { inputs: { ...branches(3, 2, 2, 5), keep: [3] } },
    'drop path, odd rows': { inputs: { ...branches(5, 3, 9), keep: [5] } },
    both: { inputs: { ...branches(3, 5, 3), gamma: [3], keep: [3] } },
    'both, in vectors': { inputs: { ...branches(3, 5, 8), gamma: [8], keep: [3] } },
    'both, five samples': { inputs: { ...branches(5, 3, 8), gamma: [8], keep: [5] } },
    'both, more than a line of the cache': { inputs: { ...branches(3, 5, 22), gamma: [22], keep: [3] } },
  },
  halves: {
    both: {
      inputs: { ...branches(3, 5, 8), gamma: [8], keep: [3] },
      halves: ['x', 'branch'],
      results: ['y0', 'dx', 'dbranch'],
    },
  },
  timed: { '64×16×16×48': { inputs: branches(64, 16, 16, 48), flops: 16384 * 48 } },
});
