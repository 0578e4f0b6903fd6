import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from '../gpu/oneHot';

/** @file What the reference logs beside the loss, all of view 0. Nothing here is differentiated. */

/** Below this norm a row counts as zero (PyTorch's `normalize`). */
const NORM_FLOOR = 1e-12;
/** Added to standard deviations before they divide, as in the reference. */
const STD_EPSILON = 1e-5;

/**
 * Spread of the L2-normalised rows of x `[B, D]`: the mean over dimensions of their unbiased standard deviation over the
 * batch. About 1/√D when spread out, 0 at collapse.
 */
export function normalizedStd(x: tf.Tensor2D): tf.Scalar {
  const norms = tf.maximum(tf.sqrt(tf.sum(tf.square(x), 1, true)), NORM_FLOOR);
  return tf.mean(batchStd(tf.div(x, norms)));
}

/** Mean off-diagonal entry of the correlation matrix of x `[B, D]` over the batch. */
export function meanCorrelation(x: tf.Tensor2D): tf.Scalar {
  const [batch, dimensions] = x.shape;
  const scores = tf.div(tf.sub(x, tf.mean(x, 0, true)), tf.add(batchStd(x), STD_EPSILON));
  // Σ over d ≠ e of scores_d · scores_e, without forming the D × D matrix.
  const offDiagonal = tf.sub(tf.square(tf.sum(scores, 1)), tf.sum(tf.square(scores), 1));
  return tf.div(tf.sum(offDiagonal), (batch - 1) * dimensions * (dimensions - 1));
}

/** Unbiased standard deviation over the batch, `[1, D]`. */
function batchStd(x: tf.Tensor2D): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, 0, true));
  return tf.sqrt(tf.div(tf.sum(tf.square(centred), 0, true), x.shape[0] - 1));
}

/** Fraction of the batch whose label is among the k largest of `logits` `[B, classes]`; equal logits count as smaller. */
export function topAccuracy(logits: tf.Tensor2D, labels: tf.Tensor1D, k: number): tf.Scalar {
  const wanted = oneHot(labels, logits.shape[1]);
  const own = tf.sum(tf.mul(wanted, logits), 1, true);
  const ahead = tf.sum(tf.cast(tf.greater(logits, own), 'float32'), 1);
  return tf.mean(tf.cast(tf.less(ahead, k), 'float32'));
}
