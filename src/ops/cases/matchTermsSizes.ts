import * as tf from '@tensorflow/tfjs-core';
import { layoutOf, rowCount } from '../viewLayout';
import { firstViewLast } from './viewTermsSizes';

/**
 * Lists between views 0 and 1, and from view 0 into the last one. The cells that look in a list are different ones; of those
 * that are seen there are few, most of them in several slots.
 */
export const matchTermsSize = (
  batch: number,
  cells: readonly number[],
  kept: readonly number[],
  channels: number,
  statistics = true,
) => {
  const layout = layoutOf(batch, cells, firstViewLast(cells.length));
  const last = cells.length - 1;
  const from = [0, 1, 0].slice(0, kept.length);
  const into = [1, 0, last].slice(0, kept.length);
  const shares = [0.5, 0.25, 0.75].slice(0, kept.length);
  const slots = kept.reduce((sum, count) => sum + count, 0);
  const picked = (views: readonly number[], sample: number, cellOf: (slot: number) => number): number[] =>
    kept.flatMap((count, list) => {
      const view = views[list]!;
      const begin = layout.first[view]! + sample * cells[view]!;
      return Array.from(
        { length: count },
        (_, slot) => begin + ((cellOf(slot) + list + sample) % cells[view]!),
      );
    });
  const index = Array.from({ length: batch }, (_, sample) => [
    ...picked(from, sample, (slot) => slot),
    ...picked(into, sample, (slot) => slot * slot),
  ]).flat();
  const weight = Array.from({ length: batch * slots }, (_, i) => (i % 3) / batch / slots);
  return {
    inputs: {
      rows: [rowCount(layout), channels],
      index: () => tf.tensor2d(index, [batch, 2 * slots], 'int32'),
      weight: () => tf.tensor2d(weight, [batch, slots]),
    },
    attributes: { ...layout, from, into, kept, shares, statistics },
  };
};
