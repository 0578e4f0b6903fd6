import * as tf from '@tensorflow/tfjs-core';

/**
 * Bilinear interpolation from `from` to `to` samples with half-pixel centres (PyTorch's `align_corners=False`), as a
 * matrix `[to, from]`: products have gradients on every backend, stock resizing has not.
 */
export function bilinearMatrix(from: number, to: number): Float32Array {
  const matrix = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const place = Math.min(from - 1, Math.max(0, ((row + 0.5) * from) / to - 0.5));
    const low = Math.floor(place);
    const high = Math.min(from - 1, low + 1);
    matrix[row * from + low]! += 1 - (place - low);
    matrix[row * from + high]! += place - low;
  }
  return matrix;
}

/** Square maps `[B, side², K]` to `[B, size², K]`; `matrix` is `[size, side]`, see `bilinearMatrix`. */
export function upsample(maps: tf.Tensor3D, matrix: tf.Tensor2D): tf.Tensor3D {
  const [batch, , classes] = maps.shape;
  const [size, side] = matrix.shape;
  // Rows first: [size, side] · [side, side · K] for each image, then columns the same way.
  const broad = tf.reshape(maps, [batch, side, side * classes]);
  const tall = tf.matMul(tf.tile(tf.expandDims(matrix, 0), [batch, 1, 1]), broad);
  const columns = tf.reshape(tall, [batch * size, side, classes]);
  const full = tf.matMul(tf.tile(tf.expandDims(matrix, 0), [batch * size, 1, 1]), columns);
  return tf.reshape(full, [batch, size * size, classes]);
}
