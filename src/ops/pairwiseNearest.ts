import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import { nearestOf, squaredDistances, type NearestCells } from '../vicregl/definition/matching';
import { viewCells, type ViewLayout } from './viewLayout';

type PairwiseNearestInputs = {
  /** Rows of all views, `[R, C]`, such as their map embeddings. */
  embeddings: tf.Tensor2D;
  /** Other coordinates of the same rows, `[R, 2]`, in which the nearest cells are sought too. */
  locations?: tf.Tensor2D;
};

export type PairwiseNearestAttributes = ViewLayout & {
  /** The views of each pair. */
  one: readonly number[];
  other: readonly number[];
};

/** Where in a row of `pairwiseNearest` the cells of a pair's views begin: those of `one`, then those of `other`, pair by pair. */
export function nearestColumns({ cells, one, other }: PairwiseNearestAttributes): {
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

/** Both directions of a pair of views, from one set of distances. */
function nearestBothWays(one: tf.Tensor3D, other: tf.Tensor3D): NearestCells[] {
  const squared =
    one.size * other.shape[1] <= DIRECT_VALUES
      ? squaredDistances(one, other)
      : squaredDistancesExpanded(one, other);
  return [nearestOf(squared, one, other), nearestOf(tf.transpose(squared, [0, 2, 1]), other, one)];
}

/**
 * The nearest cell in the other view for every cell of both views of each pair.
 *
 * `embeddings` `[R, C]` → `[distance, index]`, `[B, Q]` each, in the columns of `nearestColumns`: Euclidean distance, and
 * the cell in the other view (int32; the lowest on ties). With `locations` `[R, 2]`, which count as another set of
 * coordinates of the same rows, `[B, 2Q]`: neighbours by embedding, then by location. Not differentiable: callers pass
 * detached tensors. Source: `nearestCells` of the definition.
 */
export const pairwiseNearest = defineOp({
  name: 'pairwiseNearest',
  composed: (
    { embeddings, locations }: PairwiseNearestInputs,
    attributes: PairwiseNearestAttributes,
  ): [tf.Tensor2D, tf.Tensor2D] => {
    const { one, other } = attributes;
    const spaces = locations === undefined ? [embeddings] : [embeddings, locations];
    const found = spaces.flatMap((rows) =>
      one.flatMap((view, pair) =>
        nearestBothWays(viewCells(rows, attributes, view), viewCells(rows, attributes, other[pair]!)),
      ),
    );
    return [
      tf.concat2d(
        found.map(({ distance }) => distance),
        1,
      ),
      tf.concat2d(
        found.map(({ index }) => index),
        1,
      ),
    ];
  },
});
