import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../failure';
import { detach } from '../gpu/detach';
import { bestMatches } from '../gpu/ops/bestMatches';
import { gatherCells } from '../gpu/ops/gatherCells';
import { nearest } from '../gpu/ops/nearest';
import { toFloat } from '../gpu/toFloat';

/** A scalar of the criterion: plain, or a tensor whose value may change when a recorded step is replayed. */
export type Coefficient = number | tf.Scalar;

/** γ that keeps the match of every cell. */
export const ALL_MATCHES = -1;

/** Each input cell's nearest candidate cell: distance `[B, N]` and index `[B, N]` int32. */
export interface NearestCells {
  readonly distance: tf.Tensor2D;
  readonly index: tf.Tensor2D;
}

/** The kept matches, in ascending order of the input cell. Nothing here carries a gradient. */
export interface Matches {
  /** Cells of the view that looks, `[B, k]` int32. */
  readonly input: tf.Tensor2D;
  /** Their matches in the other view, `[B, k]` int32. */
  readonly candidate: tf.Tensor2D;
  /** `[B, k]`. */
  readonly distance: tf.Tensor2D;
  /** True when every input cell is kept, so that `input` is 0 … N − 1 in each sample. */
  readonly complete: boolean;
}

/**
 * Nearest neighbours from one view to another: of map embeddings `[B, N, C]` for matches by embedding, of cell centres
 * `[B, N, 2]` for matches by location. The lowest index on ties; detached (paper, section 3.2).
 */
export function nearestCells(input: tf.Tensor3D, candidate: tf.Tensor3D): NearestCells {
  const [distance, index] = nearest({ input: detach(input), candidate: detach(candidate) }, {});
  return { distance, index };
}

/**
 * The γ input cells with the smallest distances. Their order is by cell, not by distance: variance and covariance are
 * taken per slot of this list, as in the reference.
 *
 * @throws Failure `config_invalid` when `count` is neither −1 nor between 1 and the number of input cells.
 */
export function keepBest({ distance, index }: NearestCells, count: number): Matches {
  const [batch, cells] = distance.shape;
  if (count !== ALL_MATCHES && (count < 1 || count > cells)) {
    throw new Failure({
      code: 'config_invalid',
      message: `γ = ${count}, but a view has ${cells} cells.`,
      doing: 'matching the cells of two views',
      remedy: `Use 1 to ${cells}, or ${ALL_MATCHES} for all.`,
    });
  }
  if (count === ALL_MATCHES || count === cells) {
    const input = tf.tile<tf.Tensor2D>(tf.reshape(tf.range(0, cells, 1, 'int32'), [1, cells]), [batch, 1]);
    return { input, candidate: index, distance, complete: true };
  }
  const input = bestMatches({ distance }, { count });
  const pick = (values: tf.Tensor2D): tf.Tensor2D => {
    const map = tf.expandDims<tf.Tensor3D>(toFloat(values), -1);
    return tf.cast(tf.squeeze(gatherCells({ map, index: input }, {}), [-1]), values.dtype);
  };
  return { input, candidate: pick(index), distance: pick(distance), complete: false };
}

/** 1 where a match is close enough to be attracted, 0 beyond the threshold, `[B, k]`. */
export function withinThreshold(matches: Matches, threshold: Coefficient): tf.Tensor2D {
  return toFloat(tf.lessEqual(matches.distance, threshold));
}
