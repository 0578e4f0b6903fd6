import * as tf from '@tensorflow/tfjs-core';
import type { OpAttributes } from '../../ops/fusedOp';
import { batchNorm } from '../../ops/batchNorm';
import { conv2d } from '../../ops/conv2d';
import { depthwiseConv } from '../../ops/depthwiseConv';
import { layerNorm } from '../../ops/layerNorm';
import { maxPool } from '../../ops/maxPool';
import { meanCells } from '../../ops/meanCells';
import { patchConv } from '../../ops/patchConv';
import { residual } from '../../ops/residual';
import type { CompareOptions } from './compareToComposed';

/** @file Test support: the networks' ops at sizes that kernels of every backend must get right, but for `linear`. */

export type NetworkCase = readonly [
  op: unknown,
  shapes: Record<string, readonly number[]>,
  attributes?: OpAttributes,
];

/** How their inputs are made: drop path keeps about half of the samples, doubled. */
export const NETWORK_INPUTS: Pick<CompareOptions, 'prepare' | 'fixed'> = {
  prepare: (name, tensor) =>
    name === 'keep' ? tf.mul(tf.cast(tf.greater(tensor, 0), 'float32'), 2) : tensor,
  fixed: ['keep'],
};

export const NETWORK_CASES: Readonly<Record<string, NetworkCase>> = {
  'layerNorm, one row of one': [layerNorm, { x: [1, 1], gamma: [1], beta: [1] }, { eps: 1e-6 }],
  'layerNorm, ragged': [layerNorm, { x: [3, 17, 5], gamma: [5], beta: [5] }, { eps: 1e-6 }],
  'layerNorm, many rows': [layerNorm, { x: [650, 48], gamma: [48], beta: [48] }, { eps: 1e-6 }],
  'batchNorm of two rows': [batchNorm, { x: [2, 1], gamma: [1], beta: [1] }, { eps: 1e-3, relu: false }],
  'batchNorm, ragged': [batchNorm, { x: [3, 5, 17], gamma: [17], beta: [17] }, { eps: 1e-5, relu: false }],
  'batchNorm, many rows, ReLU': [
    batchNorm,
    { x: [650, 18], gamma: [18], beta: [18] },
    { eps: 1e-5, relu: true },
  ],
  'conv2d of one pixel': [conv2d, { x: [1, 1, 1, 1], w: [1, 1, 1, 1] }, { stride: 1, padding: 0 }],
  'conv2d 3×3': [conv2d, { x: [2, 5, 9, 6], w: [17, 6, 3, 3] }, { stride: 1, padding: 1 }],
  'conv2d 3×3 with stride': [conv2d, { x: [3, 8, 7, 4], w: [12, 4, 3, 3] }, { stride: 2, padding: 1 }],
  'conv2d 1×1 with stride': [conv2d, { x: [2, 6, 5, 3], w: [5, 3, 1, 1] }, { stride: 2, padding: 0 }],
  'conv2d, stem of ResNet': [conv2d, { x: [2, 16, 18, 3], w: [8, 3, 7, 7] }, { stride: 2, padding: 3 }],
  'maxPool, even': [maxPool, { x: [2, 6, 8, 5] }],
  'maxPool, odd': [maxPool, { x: [3, 7, 1, 17] }],
  'depthwiseConv of one pixel': [depthwiseConv, { x: [1, 1, 1, 1], w: [1, 1, 7, 7], b: [1] }],
  'depthwiseConv, small map': [depthwiseConv, { x: [3, 2, 3, 17], w: [17, 1, 7, 7], b: [17] }],
  'depthwiseConv, ragged map': [depthwiseConv, { x: [2, 9, 13, 5], w: [5, 1, 7, 7], b: [5] }],
  'depthwiseConv, 16×16': [depthwiseConv, { x: [3, 16, 16, 20], w: [20, 1, 7, 7], b: [20] }],
  'patchConv of one patch': [patchConv, { x: [1, 2, 2, 1], w: [1, 1, 2, 2], b: [1] }, { patch: 2 }],
  'patchConv, stem': [patchConv, { x: [3, 12, 8, 3], w: [17, 3, 4, 4], b: [17] }, { patch: 4 }],
  'patchConv, pixels left over': [patchConv, { x: [2, 7, 5, 6], w: [9, 6, 2, 2], b: [9] }, { patch: 2 }],
  'patchConv, long sums': [patchConv, { x: [5, 24, 24, 4], w: [8, 4, 2, 2], b: [8] }, { patch: 2 }],
  'residual, plain': [residual, { x: [3, 5, 7], branch: [3, 5, 7] }],
  'residual, layer scale': [residual, { x: [3, 65, 7], branch: [3, 65, 7], gamma: [7] }],
  'residual, drop path': [residual, { x: [3, 2, 2, 5], branch: [3, 2, 2, 5], keep: [3] }],
  'residual, both': [residual, { x: [3, 5, 3], branch: [3, 5, 3], gamma: [3], keep: [3] }],
  'residual, both, in vectors': [residual, { x: [3, 5, 8], branch: [3, 5, 8], gamma: [8], keep: [3] }],
  'meanCells, one cell': [meanCells, { x: [1, 1, 1] }],
  'meanCells, ragged': [meanCells, { x: [3, 17, 65] }],
  'residual, drop path, odd rows': [residual, { x: [5, 3, 9], branch: [5, 3, 9], keep: [5] }],
  'residual, both, five samples': [residual, { x: [5, 3, 8], branch: [5, 3, 8], gamma: [8], keep: [5] }],
  'meanCells, one cell of two samples': [meanCells, { x: [2, 1, 5] }],
  'meanCells, even channels': [meanCells, { x: [3, 11, 18] }],
};
