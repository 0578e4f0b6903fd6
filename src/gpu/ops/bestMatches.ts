import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from '../fusedOp';

interface BestMatchesInputs {
  [name: string]: tf.Tensor;
  distance: tf.Tensor2D;
}

type BestMatchesAttributes = {
  /** γ: how many are kept, 1 … N. */
  count: number;
};

/**
 * The cells with the smallest distances.
 *
 * `distance` `[B, N]` → `[B, count]` int32: indices of the `count` smallest values, the lowest index first among equals,
 * in ascending order of the cell, not of the distance: variance and covariance are taken per slot of this list, so its
 * order is part of the loss (the reference's documented behaviour). Not differentiable.
 */
export const bestMatches = defineFusedOp(
  'VicBestMatches',
  ({ distance }: BestMatchesInputs, { count }: BestMatchesAttributes): tf.Tensor2D => {
    const cells = distance.shape[1];
    const cell = tf.range(0, cells);
    const own = tf.expandDims(distance, 2);
    const other = tf.expandDims(distance, 1);
    const earlier = tf.less(tf.expandDims(cell, 0), tf.expandDims(cell, 1));
    const ahead = tf.logicalOr(tf.less(other, own), tf.logicalAnd(tf.equal(other, own), earlier));
    const rank = tf.sum(tf.cast(ahead, 'float32'), -1);
    const kept = tf.less(rank, count);
    // The n-th kept cell goes to slot n; cells that are not kept go to a slot that nobody reads.
    const slot = tf.where(kept, tf.cumsum(tf.cast(kept, 'float32'), 1, true), tf.scalar(-1));
    const slots = tf.expandDims(tf.range(0, count), 1);
    const fills = tf.cast(tf.equal(tf.expandDims(slot, 1), slots), 'float32');
    return tf.cast(tf.sum(tf.mul(fills, cell), -1), 'int32');
  },
);
