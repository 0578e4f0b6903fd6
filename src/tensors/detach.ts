import * as tf from '@tensorflow/tfjs-core';

/**
 * The same values as a tensor that no gradient passes through, without a copy: it shares the data of `x` and, made
 * outside of any op, leaves no trace on the gradient tape.
 */
export function detach<T extends tf.Tensor>(x: T): T {
  const { dataId, shape, dtype } = x;
  tf.backend().incRef(dataId);
  return tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype }) as T;
}
