import * as tf from '@tensorflow/tfjs-core';
import { pairwiseNearest } from '../pairwiseNearest';
import { layoutOf, rowCount } from '../viewLayout';
import { casesOf } from './opCases';

const embeddings = (
  batch: number,
  cells: readonly number[],
  channels: number,
  pairs = { one: [0], other: [1] },
) => {
  const layout = layoutOf(batch, cells);
  return {
    inputs: { embeddings: [rowCount(layout), channels] },
    attributes: { ...layout, ...pairs },
  };
};

const both = (...size: Parameters<typeof embeddings>) => {
  const { inputs, attributes } = embeddings(...size);
  return { inputs: { ...inputs, locations: [inputs.embeddings[0]!, 2] }, attributes };
};

/** Three different cells, over and over, so that every cell has many that are as near. */
const equals = (rows: number): tf.Tensor2D =>
  tf.tensor2d(Array.from({ length: rows }, (_, row) => [row % 3, -(row % 3), 0.5, 1]));

const SEVERAL = { one: [0, 0, 2], other: [2, 1, 1] };

export const pairwiseNearestCases = casesOf(pairwiseNearest, {
  tolerance: 1e-6,
  fixed: 'all',
  sizes: {
    'one cell': embeddings(2, [1, 2], 1),
    'few cells': embeddings(2, [5, 3], 2),
    ragged: embeddings(3, [33, 40], 7),
    'a workgroup of cells': embeddings(2, [64, 31], 20),
    'more cells than a workgroup has': embeddings(1, [70, 100], 32),
    'more cells in one view': embeddings(2, [140, 9], 6),
    'more cells in the other view': embeddings(1, [9, 140], 4),
    'equals among many': {
      ...embeddings(1, [9, 61], 4),
      inputs: { embeddings: () => equals(70) },
    },
    'several pairs, by embedding and by location': both(2, [9, 4, 9], 12, SEVERAL),
    'several pairs of many cells, by embedding and by location': both(2, [70, 9, 70], 12, SEVERAL),
  },
  tiledSizes: [
    'few cells',
    'ragged',
    'more cells in one view',
    'several pairs of many cells, by embedding and by location',
  ],
  timed: {
    '32×64 with 64, embeddings and locations': {
      ...both(32, [64, 64], 128),
      flops: 3 * 32 * 64 * 64 * (128 + 2),
    },
  },
});
