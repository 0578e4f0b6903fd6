import * as tf from '@tensorflow/tfjs-core';
import type { Computer } from './computer';

/** A variable with the values of a tensor, in memory of its own wherever kernels change tensors in place. */
export function variableCopy(computer: Computer, tensor: tf.Tensor): tf.Variable {
  const copy = tf.tidy(() => tf.variable(tf.zerosLike(tensor), false));
  computer.copy(tensor, copy);
  return copy;
}
