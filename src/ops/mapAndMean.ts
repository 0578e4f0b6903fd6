import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import { meanCells } from './meanCells';

interface MapAndMeanParts {
  /** dmap, and an even share of dmean for every cell. */
  inputGradient(inputs: { dmap: tf.Tensor; dmean: tf.Tensor }): tf.Tensor;
}

/**
 * A map as it is and the mean over its cells: x `[B, N, C]` → `[x, mean]`, the mean `[B, C]` as `meanCells` gives it. For
 * maps of which both are differentiated: the two gradients come back as one. Where nothing depends on one of the outputs,
 * the other by itself is cheaper.
 */
export const mapAndMean = defineOp({
  name: 'mapAndMean',
  composed: ({ x }: { x: tf.Tensor }): [tf.Tensor, tf.Tensor] => [tf.clone(x), meanCells({ x })],
  dys: ['dmap', 'dmean'],
  gradient: (given, parts: MapAndMeanParts) => ({ x: () => parts.inputGradient(given) }),
});
