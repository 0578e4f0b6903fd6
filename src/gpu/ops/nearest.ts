import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from '../fusedOp';
import { oneHot } from '../oneHot';

interface NearestInputs {
  [name: string]: tf.Tensor;
  input: tf.Tensor3D;
  candidate: tf.Tensor3D;
}

/** Differences are formed for every pair up to this many values (64 MiB); beyond, pairs are ranked through one matrix product. */
const DIRECT_VALUES = 2 ** 24;

/** Squared distances of all pairs, `[B, N, M]`; exact differences, at `C` values per pair. */
function squaredDistancesDirect(input: tf.Tensor3D, candidate: tf.Tensor3D): tf.Tensor3D {
  return tf.sum(tf.square(tf.sub(tf.expandDims(input, 2), tf.expandDims(candidate, 1))), -1);
}

/**
 * Squared distances of all pairs as |a|² − 2ab + |b|², `[B, N, M]`. Both sides are centred on the candidates' mean
 * first, so that an offset common to all embeddings does not drown their differences in rounding.
 */
function squaredDistancesExpanded(input: tf.Tensor3D, candidate: tf.Tensor3D): tf.Tensor3D {
  const centre = tf.mean(candidate, 1, true);
  const a = tf.sub<tf.Tensor3D>(input, centre);
  const b = tf.sub<tf.Tensor3D>(candidate, centre);
  const squares = tf.add(tf.sum(tf.square(a), -1, true), tf.expandDims(tf.sum(tf.square(b), -1), 1));
  return tf.sub(squares, tf.mul(2, tf.matMul(a, b, false, true)));
}

/**
 * The nearest candidate of every input cell.
 *
 * `input` `[B, N, C]`, `candidate` `[B, M, C]` → `[distance, index]`: Euclidean distance `[B, N]` and candidate index
 * `[B, N]` int32; the lowest index on ties. Not differentiable: callers pass detached tensors.
 * Source: paper section 3.2, nearest neighbours of the local criterion.
 */
export const nearest = defineFusedOp<NearestInputs, Record<string, never>, [tf.Tensor2D, tf.Tensor2D]>(
  'VicNearest',
  ({ input, candidate }) => {
    const count = candidate.shape[1];
    const squared =
      input.size * count <= DIRECT_VALUES
        ? squaredDistancesDirect(input, candidate)
        : squaredDistancesExpanded(input, candidate);
    // A backend's own argMin may break ties either way; the smallest index among the minima cannot.
    const isMinimum = tf.lessEqual(squared, tf.min(squared, -1, true));
    const indices = tf.where(isMinimum, tf.range(0, count), tf.fill([count], count - 1));
    const index = tf.cast<tf.Tensor2D>(tf.min(indices, -1), 'int32');
    const chosen = tf.matMul(oneHot(index, count), candidate);
    // Recomputed from the differences: the expanded form cannot tell a duplicate from a near neighbour.
    return [tf.sqrt(tf.sum(tf.square(tf.sub(input, chosen)), -1)), index];
  },
);
