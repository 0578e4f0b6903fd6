import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import { toFloat } from './toFloat';
import { gatherCells } from './gatherCells';
import type { ViewLayout } from './viewLayout';

interface BestMatchesInputs {
  [name: string]: tf.Tensor;
  /** Each cell's distance to its nearest cell in another view, `[B, Q]`, list by list from `columns` on. */
  distance: tf.Tensor2D;
  /** That cell, `[B, Q]` int32. */
  index: tf.Tensor2D;
}

/** Lists of matches: view `from` looks into view `into`, and its `kept` best matches stay. */
export type BestMatchesAttributes = ViewLayout & {
  from: readonly number[];
  into: readonly number[];
  kept: readonly number[];
  columns: readonly number[];
};

/**
 * The cells with the smallest distances, `[B, N]` → `[B, count]` int32: the lowest cell first among equals, in ascending
 * order of the cell.
 */
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
  // The n-th kept cell goes to slot n; cells that are not kept go to a slot that nobody reads.
  const slot = tf.where(kept, tf.cumsum(tf.cast(kept, 'float32'), 1, true), tf.scalar(-1));
  const slots = tf.expandDims(tf.range(0, count), 1);
  const fills = tf.cast(tf.equal(tf.expandDims(slot, 1), slots), 'float32');
  return tf.cast(tf.sum(tf.mul(fills, cell), -1), 'int32');
}

function pick(values: tf.Tensor2D, index: tf.Tensor2D): tf.Tensor2D {
  const map = tf.expandDims<tf.Tensor3D>(toFloat(values), -1);
  return tf.cast(tf.squeeze(gatherCells(map, index), [-1]), values.dtype);
}

/**
 * The best matches of every list, one list after the other.
 *
 * → `[rows, distance]`: rows of the matched cells `[B, 2S]` int32, first the S looking ones, then those that they look at,
 * and distances `[B, S]`; S is the sum of `kept`. A list is in ascending order of the looking cell, not of the distance:
 * variance and covariance are taken per slot of it, so its order is part of the loss (the reference's documented
 * behaviour). Not differentiable.
 */
export const bestMatches = defineFusedOp<
  BestMatchesInputs,
  BestMatchesAttributes,
  [tf.Tensor2D, tf.Tensor2D]
>('VicBestMatches', ({ distance, index }, { batch, first, cells, from, into, kept, columns }) => {
  const lists = from.map((view, list) => {
    const own = (table: tf.Tensor2D): tf.Tensor2D =>
      tf.slice2d(table, [0, columns[list]!], [batch, cells[view]!]);
    const rowsOf = (cell: tf.Tensor2D, of: number): tf.Tensor2D => {
      const before = Array.from({ length: batch }, (_, sample) => first[of]! + sample * cells[of]!);
      return tf.add(cell, tf.tensor2d(before, [batch, 1], 'int32'));
    };
    const distances = own(distance);
    const best = bestCells(distances, kept[list]!);
    return {
      from: rowsOf(best, view),
      into: rowsOf(pick(own(index), best), into[list]!),
      distance: pick(distances, best),
    };
  });
  return [
    tf.concat2d([...lists.map((list) => list.from), ...lists.map((list) => list.into)], 1),
    tf.concat2d(
      lists.map((list) => list.distance),
      1,
    ),
  ];
});
