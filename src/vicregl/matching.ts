import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../failure';
import { detach } from '../tensors/detach';
import { bestMatches } from '../ops/bestMatches';
import { pairwiseNearest } from '../ops/pairwiseNearest';
import { cellsOfRows, layoutOf } from '../ops/viewLayout';
import { ALL_MATCHES } from './definition/matchCounts';
import { type Matches, type NearestCells } from './definition/matching';
import { stackViews } from './stackedViews';

/** The definition's `nearestCells` by the fused op. */
export function nearestCells(input: tf.Tensor3D, candidate: tf.Tensor3D): NearestCells {
  return tf.tidy(() => {
    const { rows, layout } = stackViews([detach(input), detach(candidate)]);
    const [distance, index] = pairwiseNearest({ embeddings: rows }, { ...layout, one: [0], other: [1] });
    const [batch, cells] = input.shape;
    return {
      distance: tf.slice2d(distance, [0, 0], [batch, cells]),
      index: tf.slice2d(index, [0, 0], [batch, cells]),
    };
  });
}

/** @throws Failure `config_invalid` when `count` is neither −1 nor between 1 and the number of a view's cells. */
export function checkMatchCount(count: number, cells: number): void {
  if (count === ALL_MATCHES || (count >= 1 && count <= cells)) return;
  throw new Failure({
    code: 'config_invalid',
    message: `γ = ${count}, but a view has ${cells} cells.`,
    doing: 'matching the cells of two views',
    remedy: `Use 1 to ${cells}, or ${ALL_MATCHES} for all.`,
  });
}

/**
 * The definition's `keepBest` by the fused op.
 *
 * @throws Failure `config_invalid` when `count` is neither −1 nor between 1 and the number of input cells.
 */
export function keepBest(neighbours: NearestCells, count: number): Matches {
  const [batch, cells] = neighbours.distance.shape;
  checkMatchCount(count, cells);
  const kept = count === ALL_MATCHES ? cells : count;
  return tf.tidy(() => {
    const layout = layoutOf(batch, [cells]);
    const [rows, distance] = bestMatches(
      { ...neighbours },
      { ...layout, from: [0], into: [0], kept: [kept], columns: [0] },
    );
    const [input, candidate] = [0, kept].map((position) =>
      cellsOfRows(tf.slice2d(rows, [0, position], [batch, kept]), layout, [0]),
    ) as [tf.Tensor2D, tf.Tensor2D];
    return { input, candidate, distance };
  });
}
