import * as tf from '@tensorflow/tfjs-core';
import { convnextBlock } from '../convnextBlock';
import { casesOf } from './opCases';

const size = (batch: number, side: number, channels: number, hidden: number) => ({
  inputs: {
    x: [batch, side, side + 1, channels],
    filter: [channels, 1, 7, 7],
    filterBias: [channels],
    scale: [channels],
    shift: [channels],
    w1: [hidden, channels],
    b1: [hidden],
    w2: [channels, hidden],
    b2: [channels],
  },
  attributes: { eps: 1e-6 },
});

const scaled = (batch: number, side: number, channels: number, hidden: number) => {
  const { inputs, attributes } = size(batch, side, channels, hidden);
  return { inputs: { ...inputs, gamma: [channels], keep: [batch] }, attributes };
};

export const convnextBlockCases = casesOf(convnextBlock, {
  tolerance: 5e-5,
  // Drop path keeps about half of the samples, doubled.
  prepare: (name, tensor) =>
    name === 'keep' ? tf.mul(tf.cast(tf.greater(tensor, 0), 'float32'), 2) : tensor,
  fixed: ['keep'],
  sizes: {
    'in vectors': size(3, 5, 12, 20),
    'ragged, layer scale and drop path': scaled(3, 3, 5, 7),
  },
  halves: { 'layer scale and drop path': scaled(3, 4, 8, 16) },
  // Its products are those of linear layers.
  tiledSizes: [],
  timed: {
    '64×16×16×48': {
      ...size(64, 16, 48, 192),
      flops: 2 * (49 + 2 * 192) * 64 * 16 * 17 * 48,
    },
  },
});
