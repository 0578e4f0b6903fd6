import * as tf from '@tensorflow/tfjs-core';
import { randomStream } from '../../random/stream';

/** Standard normal values, the same for the same index. */
export function randomTensor(shape: readonly number[], index: number): tf.Tensor {
  const stream = randomStream(11, 'probe', 0, index);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => stream.normal());
  return tf.tensor(values, [...shape]);
}
