import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import { keepBest } from '../vicregl/definition/matching';
import type { ViewLayout } from './viewLayout';

type BestMatchesInputs = {
  /** Each cell's distance to its nearest cell in another view, `[B, Q]`, list by list from `columns` on. */
  distance: tf.Tensor2D;
  /** That cell, `[B, Q]` int32. */
  index: tf.Tensor2D;
};

/** Lists of matches: view `from` looks into view `into`, and its `kept` best matches stay. */
export type BestMatchesAttributes = ViewLayout & {
  from: readonly number[];
  into: readonly number[];
  kept: readonly number[];
  columns: readonly number[];
};

/**
 * The best matches of every list, one list after the other.
 *
 * → `[rows, distance]`: rows of the matched cells `[B, 2S]` int32, first the S looking ones, then those that they look at,
 * and distances `[B, S]`; S is the sum of `kept`. Source: `keepBest` of the definition. Not differentiable.
 */
export const bestMatches = defineOp({
  name: 'bestMatches',
  composed: (
    { distance, index }: BestMatchesInputs,
    { batch, first, cells, from, into, kept, columns }: BestMatchesAttributes,
  ): [tf.Tensor2D, tf.Tensor2D] => {
    const lists = from.map((view, list) => {
      const own = (table: tf.Tensor2D): tf.Tensor2D =>
        tf.slice2d(table, [0, columns[list]!], [batch, cells[view]!]);
      const rowsOf = (cell: tf.Tensor2D, of: number): tf.Tensor2D => {
        const before = Array.from({ length: batch }, (_, sample) => first[of]! + sample * cells[of]!);
        return tf.add(cell, tf.tensor2d(before, [batch, 1], 'int32'));
      };
      const best = keepBest({ distance: own(distance), index: own(index) }, kept[list]!);
      return {
        from: rowsOf(best.input, view),
        into: rowsOf(best.candidate, into[list]!),
        distance: best.distance,
      };
    });
    return [
      tf.concat2d([...lists.map((list) => list.from), ...lists.map((list) => list.into)], 1),
      tf.concat2d(
        lists.map((list) => list.distance),
        1,
      ),
    ];
  },
});
