import * as tf from '@tensorflow/tfjs-core';
import { matchWeights } from '../matchWeights';
import { casesOf } from './opCases';

/** Distances that some of the random ones are within, that most are, and that none is. */
const LIMITS = [0.4, 1, 0];

const size = (
  batch: number,
  kept: readonly number[],
  shares: readonly number[],
  thresholds: readonly number[],
) => ({
  inputs: {
    distance: [batch, kept.reduce((sum, count) => sum + count, 0)],
    ...Object.fromEntries(
      LIMITS.slice(0, Math.max(...thresholds) + 1).map((limit, i) => [
        `threshold${i}`,
        () => tf.scalar(limit),
      ]),
    ),
  },
  attributes: { kept, shares, thresholds },
});

const small = (thresholds: readonly number[]) => size(9, [9, 3], [0.5, 0.25], thresholds);

export const matchWeightsCases = casesOf(matchWeights, {
  tolerance: 1e-7,
  fixed: 'all',
  prepare: (_, distance) => tf.abs(distance),
  sizes: {
    'no threshold': small([-1, -1]),
    'one threshold': small([0, -1]),
    'two thresholds': small([1, 0]),
    'two thresholds, of which one leaves nothing': small([1, 2]),
  },
  timed: {
    '32×80, one threshold': {
      ...size(32, [20, 20, 20, 20], [0.5, 0.5, 0.5, 0.5], [0, 0, -1, -1]),
      flops: 0,
    },
  },
});
