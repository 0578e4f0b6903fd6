import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';

interface MeanCellsParts {
  /** An even share of the output's for every cell; `x` for its shape and precision. */
  inputGradient(inputs: { dy: tf.Tensor; x: tf.Tensor }): tf.Tensor;
}

/** The mean over the cells of a map: x `[B, N, C]` → `[B, C]`, float32 in whichever precision the map is. */
export const meanCells = defineOp({
  name: 'meanCells',
  composed: ({ x }: { x: tf.Tensor }): tf.Tensor => tf.mean(x, 1),
  saves: (inputs) => inputs,
  gradient: (given, parts: MeanCellsParts) => ({ x: () => parts.inputGradient(given) }),
});
