import * as tf from '@tensorflow/tfjs-core';
import type { LossConfig } from '../../config/lossConfig';
import { detach } from '../../tensors/detach';
import { gatherCells } from '../../tensors/gatherCells';
import { oneHot } from '../../tensors/oneHot';
import { toFloat } from '../../tensors/toFloat';
import { ALL_MATCHES, type MatchKind } from './matchCounts';
import type { Coefficient } from './terms';

/**
 * @file How cells of two views are matched (Bardes, Ponce, LeCun 2022, arXiv 2210.01571, section 3, "Location-based
 * matching" and "Feature-based matching"). A cell p of one view is matched with NN(p), the nearest cell of the other: of
 * map embeddings, or of places in the source image. The γ best matches are kept. Nothing here carries a gradient.
 */

/** How cells are matched: the fields of the configuration's loss section that concern matching. */
export type MatchingOptions = Pick<
  LossConfig,
  'matchesForward' | 'matchesBackward' | 'matchesRule' | 'embeddingMatchesAll' | 'fastVarianceCovariance'
> & {
  /** Kinds of matches that count, to see what either adds; both when left out. */
  readonly kinds?: readonly MatchKind[];
  /** L2 distance of map embeddings beyond which a match is not attracted; null attracts all. */
  readonly embeddingThreshold: Coefficient | null;
  /** The same in pixels of the source image for matches by location. */
  readonly locationThreshold: Coefficient | null;
};

/** The distance beyond which matches of a kind are not attracted. */
export function thresholdOf(
  kind: MatchKind,
  { embeddingThreshold, locationThreshold }: MatchingOptions,
): Coefficient | null {
  return kind === 'embedding' ? embeddingThreshold : locationThreshold;
}

/** What the local criterion sees of a view. */
export interface LocalView {
  /** Map embeddings, `[B, N, C]`. */
  readonly map: tf.Tensor3D;
  /** Centre of each cell as (y, x) in pixels of the source image, `[B, N, 2]`. */
  readonly locations: tf.Tensor3D;
}

/** The nearest cell of another view for every cell that looks. */
export interface NearestCells {
  /** `[B, N]`. */
  readonly distance: tf.Tensor2D;
  /** Cells of the other view, `[B, N]` int32. */
  readonly index: tf.Tensor2D;
}

/** The kept matches, in ascending order of the cell that looks. */
export interface Matches {
  /** Cells of the view that looks, `[B, γ]` int32. */
  readonly input: tf.Tensor2D;
  /** Their matches in the other view, `[B, γ]` int32. */
  readonly candidate: tf.Tensor2D;
  /** `[B, γ]`. */
  readonly distance: tf.Tensor2D;
}

/** The γ best matches of a view's cells in another view. */
export function matchViews(kind: MatchKind, from: LocalView, into: LocalView, count: number): Matches {
  const nearest =
    kind === 'embedding' ? nearestCells(from.map, into.map) : nearestCells(from.locations, into.locations);
  return keepBest(nearest, count);
}

/**
 * NN(p): the nearest candidate of every input cell, the lowest one among equals. `[B, N, C]` and `[B, M, C]`: map embeddings
 * for matches by embedding, cell centres in the source image for matches by location.
 */
export function nearestCells(input: tf.Tensor3D, candidate: tf.Tensor3D): NearestCells {
  const [from, into] = [detach(input), detach(candidate)];
  return nearestOf(squaredDistances(from, into), from, into);
}

/** Squared Euclidean distances of all pairs of cells, `[B, N, M]`. */
export function squaredDistances(input: tf.Tensor3D, candidate: tf.Tensor3D): tf.Tensor3D {
  return tf.sum(tf.square(tf.sub(tf.expandDims(input, 2), tf.expandDims(candidate, 1))), -1);
}

/** The nearest cells by squared distances `[B, N, M]`, however these were found. */
export function nearestOf(squared: tf.Tensor3D, input: tf.Tensor3D, candidate: tf.Tensor3D): NearestCells {
  const count = candidate.shape[1];
  // A backend's own argMin may break ties either way; the smallest index among the minima cannot.
  const isMinimum = tf.lessEqual(squared, tf.min(squared, -1, true));
  const indices = tf.where(isMinimum, tf.range(0, count), tf.fill([count], count - 1));
  const index = tf.cast<tf.Tensor2D>(tf.min(indices, -1), 'int32');
  const chosen = tf.matMul(oneHot(index, count), candidate);
  // From the differences once more: `squared` may have been rounded.
  return { distance: tf.sqrt(tf.sum(tf.square(tf.sub(input, chosen)), -1)), index };
}

/**
 * The γ input cells with the smallest distances, each with its nearest cell. They stay in the order of their cells, not of
 * their distances: a match's number is its position in variance and covariance, as in the reference.
 *
 * @param count γ, from 1 to N; `ALL_MATCHES` for N.
 */
export function keepBest({ distance, index }: NearestCells, count: number): Matches {
  const input = bestCells(distance, count === ALL_MATCHES ? distance.shape[1] : count);
  return { input, candidate: pick(index, input), distance: pick(distance, input) };
}

/** The cells with the smallest distances, the lower ones first among equals: `[B, N]` → `[B, count]` int32, ascending. */
function bestCells(distance: tf.Tensor2D, count: number): tf.Tensor2D {
  const [batch, cells] = distance.shape;
  const cell = tf.range(0, cells);
  if (count === cells)
    return tf.tile<tf.Tensor2D>(tf.cast(tf.reshape(cell, [1, cells]), 'int32'), [batch, 1]);
  const own = tf.expandDims(distance, 2);
  const other = tf.expandDims(distance, 1);
  const earlier = tf.less(tf.expandDims(cell, 0), tf.expandDims(cell, 1));
  const ahead = tf.logicalOr(tf.less(other, own), tf.logicalAnd(tf.equal(other, own), earlier));
  const rank = tf.sum(tf.cast(ahead, 'float32'), -1);
  const kept = tf.less(rank, count);
  // The n-th kept cell is match n; −1, which is no match, stands for the others.
  const match = tf.where(kept, tf.cumsum(tf.cast(kept, 'float32'), 1, true), tf.scalar(-1));
  const isMatch = tf.equal(tf.expandDims(match, 1), tf.expandDims(tf.range(0, count), 1));
  return tf.cast(tf.sum(tf.mul(tf.cast(isMatch, 'float32'), cell), -1), 'int32');
}

function pick(values: tf.Tensor2D, cells: tf.Tensor2D): tf.Tensor2D {
  const map = tf.expandDims<tf.Tensor3D>(toFloat(values), -1);
  return tf.cast(tf.squeeze(gatherCells(map, cells), [-1]), values.dtype);
}

/**
 * What each match counts in the invariance, `[B, γ]`: an equal part among the matches that are no farther than the threshold,
 * 0 beyond it, so that the parts add up to 1, or to 0 where no match is left. The paper's abstract has such a threshold; its
 * experiments, and the reference, attract all that γ keeps.
 */
export function attraction(distance: tf.Tensor2D, threshold: Coefficient | null): tf.Tensor2D {
  const [batch, matches] = distance.shape;
  if (threshold === null) return tf.fill([batch, matches], 1 / (batch * matches));
  const near = toFloat(tf.lessEqual(distance, threshold));
  // Zeros and ones, so that a sum below 1 means that no match is left.
  return tf.div(near, tf.maximum(tf.sum(near), 1));
}
