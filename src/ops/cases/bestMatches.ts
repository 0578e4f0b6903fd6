import * as tf from '@tensorflow/tfjs-core';
import { bestMatches } from '../bestMatches';
import { layoutOf } from '../viewLayout';
import { casesOf } from './opCases';

/** Each view looks into the one at the other end. */
const size = (batch: number, cells: readonly number[], kept: readonly number[]) => {
  const total = cells.reduce((sum, count) => sum + count, 0);
  const index = Array.from({ length: batch * total }, (_, i) => (i * i) % Math.min(...cells));
  return {
    inputs: {
      distance: [batch, total],
      index: () => tf.tensor2d(index, [batch, total], 'int32'),
    },
    attributes: {
      ...layoutOf(batch, cells),
      from: cells.map((_, view) => view),
      into: cells.map((_, view) => cells.length - 1 - view),
      kept,
      columns: cells.map((_, list) => cells.slice(0, list).reduce((sum, count) => sum + count, 0)),
    },
  };
};

/** Few different distances. */
const equals = Array.from({ length: 200 }, (_, i) => (i * 7) % 5);

export const bestMatchesCases = casesOf(bestMatches, {
  tolerance: 0,
  fixed: 'all',
  prepare: (name, tensor) => (name === 'distance' ? tf.abs(tensor) : tensor),
  sizes: {
    'one cell': size(2, [1], [1]),
    'some, and all': size(3, [10, 7], [4, 7]),
    'a workgroup of cells': size(2, [64, 9], [20, 1]),
    'more cells than a workgroup has, all but one': size(2, [300, 33], [299, 33]),
    'more cells than a workgroup has, few': size(3, [150, 260], [40, 1]),
    'equals among many': {
      ...size(1, [200], [57]),
      inputs: { distance: () => tf.tensor2d([equals]), index: () => tf.zeros([1, 200], 'int32') },
    },
  },
  timed: {
    '20 of 64, 4 lists of 32': { ...size(32, [64, 64, 64, 64], [20, 20, 20, 20]), flops: 0 },
  },
});
