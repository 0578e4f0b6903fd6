import * as tf from '@tensorflow/tfjs-core';
import { gatherCells } from '../tensors/gatherCells';
import type { BestMatchesAttributes } from './bestMatches';
import { defineOp } from './defineOp';
import { cellsOfRows, viewCells, type ViewLayout } from './viewLayout';

type PickMatchedInputs = {
  /** Map embeddings of all views, `[R, C]`. */
  rows: tf.Tensor2D;
  /** Rows of the matched cells, `[B, 2S]` int32, see `bestMatches`. */
  index: tf.Tensor2D;
};

export type PickMatchedAttributes = ViewLayout & Pick<BestMatchesAttributes, 'from' | 'into' | 'kept'>;

interface PickMatchedParts {
  rowsGradient(inputs: PickMatchedInputs & { dy: tf.Tensor }, attributes: PickMatchedAttributes): tf.Tensor;
}

/**
 * The embeddings of matched cells, `[B, 2S, C]`: of those that look, then of those that they look at. Differentiable in `rows`.
 */
export const pickMatched = defineOp({
  name: 'pickMatched',
  composed: ({ rows, index }: PickMatchedInputs, attributes: PickMatchedAttributes): tf.Tensor3D => {
    const { batch, from, into, kept } = attributes;
    const views = [...from, ...into];
    const counts = [...kept, ...kept];
    const cells = cellsOfRows(
      index,
      attributes,
      counts.flatMap((count, side) => Array<number>(count).fill(views[side]!)),
    );
    const maps = new Map(views.map((view) => [view, viewCells(rows, attributes, view)]));
    let end = 0;
    const sides = counts.map((count, side) => {
      end += count;
      return gatherCells(maps.get(views[side]!)!, tf.slice2d(cells, [0, end - count], [batch, count]));
    });
    return tf.concat3d(sides, 1);
  },
  saves: (inputs) => inputs,
  gradient: (given, parts: PickMatchedParts, attributes) => ({
    rows: () => parts.rowsGradient(given, attributes),
  }),
});
