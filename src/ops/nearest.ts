import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import { oneHot } from './oneHot';
import { viewCells, type ViewLayout } from './viewLayout';

interface NearestInputs {
  [name: string]: tf.Tensor;
  /** Rows of all views, `[R, C]`, such as their map embeddings. */
  embeddings: tf.Tensor2D;
}

interface LocatedInputs extends NearestInputs {
  /** Other coordinates of the same rows, `[R, 2]`, in which neighbours are sought too. */
  locations: tf.Tensor2D;
}

export type NearestAttributes = ViewLayout & {
  /** The views of each pair. */
  one: readonly number[];
  other: readonly number[];
};

/** Where in a row of `nearest` the cells of a pair's views begin: those of `one`, then those of `other`, pair by pair. */
export function nearestColumns({ cells, one, other }: NearestAttributes): {
  readonly one: readonly number[];
  readonly other: readonly number[];
  readonly total: number;
} {
  const columns = { one: [] as number[], other: [] as number[] };
  let total = 0;
  one.forEach((view, pair) => {
    columns.one.push(total);
    columns.other.push(total + cells[view]!);
    total += cells[view]! + cells[other[pair]!]!;
  });
  return { ...columns, total };
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

/** The nearest candidate of every input, `[distance, index]`, `[B, N]` each, from squared distances `[B, N, M]`. */
function closest(
  squared: tf.Tensor3D,
  input: tf.Tensor3D,
  candidate: tf.Tensor3D,
): [tf.Tensor2D, tf.Tensor2D] {
  const count = candidate.shape[1];
  // A backend's own argMin may break ties either way; the smallest index among the minima cannot.
  const isMinimum = tf.lessEqual(squared, tf.min(squared, -1, true));
  const indices = tf.where(isMinimum, tf.range(0, count), tf.fill([count], count - 1));
  const index = tf.cast<tf.Tensor2D>(tf.min(indices, -1), 'int32');
  const chosen = tf.matMul(oneHot(index, count), candidate);
  // Recomputed from the differences: the expanded form cannot tell a duplicate from a near neighbour.
  return [tf.sqrt(tf.sum(tf.square(tf.sub(input, chosen)), -1)), index];
}

/** Both directions of a pair of views, from one set of distances. */
function closestBothWays(one: tf.Tensor3D, other: tf.Tensor3D): [tf.Tensor2D, tf.Tensor2D][] {
  const squared =
    one.size * other.shape[1] <= DIRECT_VALUES
      ? squaredDistancesDirect(one, other)
      : squaredDistancesExpanded(one, other);
  return [closest(squared, one, other), closest(tf.transpose(squared, [0, 2, 1]), other, one)];
}

/**
 * The nearest cell in the other view for every cell of both views of each pair.
 *
 * `embeddings` `[R, C]` → `[distance, index]`, `[B, Q]` each, in the columns of `nearestColumns`: Euclidean distance, and
 * the cell in the other view (int32; the lowest on ties). With `locations` `[R, 2]`, which count as another set of
 * coordinates of the same rows, `[B, 2Q]`: neighbours by embedding, then by location. Not differentiable: callers pass
 * detached tensors. Source: paper section 3.2, nearest neighbours of the local criterion.
 */
export const nearest = defineFusedOp<
  NearestInputs | LocatedInputs,
  NearestAttributes,
  [tf.Tensor2D, tf.Tensor2D]
>('VicNearest', (inputs, attributes) => {
  const { one, other } = attributes;
  const spaces =
    'locations' in inputs ? [inputs.embeddings, inputs.locations as tf.Tensor2D] : [inputs.embeddings];
  const found = spaces.flatMap((rows) =>
    one.flatMap((view, pair) =>
      closestBothWays(viewCells(rows, attributes, view), viewCells(rows, attributes, other[pair]!)),
    ),
  );
  return [
    tf.concat2d(
      found.map(([distance]) => distance),
      1,
    ),
    tf.concat2d(
      found.map(([, index]) => index),
      1,
    ),
  ];
});
