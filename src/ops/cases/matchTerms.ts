import * as tf from '@tensorflow/tfjs-core';
import { matchTerms } from '../matchTerms';
import { layoutOf, rowCount } from '../viewLayout';
import { casesOf } from './opCases';
import { firstViewLast, shifted, STATISTICS_TOLERANCE } from './viewTerms';

/** Lists between views 0 and 1, and from view 0 into the last one; few different cells, most of them in several slots. */
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
  const picked = (views: readonly number[], sample: number): number[] =>
    kept.flatMap((count, list) => {
      const view = views[list]!;
      const begin = layout.first[view]! + sample * cells[view]!;
      return Array.from({ length: count }, (_, slot) => begin + ((slot * slot + list) % cells[view]!));
    });
  const index = Array.from({ length: batch }, (_, sample) => [
    ...picked(from, sample),
    ...picked(into, sample),
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

export const matchTermsCases = casesOf(matchTerms, {
  tolerance: STATISTICS_TOLERANCE,
  fixed: ['index', 'weight'],
  prepare: (_, rows) => shifted(rows),
  sizes: {
    'one cell a view': matchTermsSize(2, [1, 1], [1], 1),
    'two lists': matchTermsSize(3, [5, 4], [4, 3], 7),
    'three lists': matchTermsSize(8, [16, 16], [4, 4, 2], 16),
    'three views': matchTermsSize(4, [9, 9, 4], [9, 5, 3], 52),
    'a batch of half a tile': matchTermsSize(32, [4, 4], [2, 1], 40),
    'a batch of a tile': matchTermsSize(64, [2, 2], [1, 1], 36),
    'a batch of a tile and one': matchTermsSize(65, [3, 2], [2, 1], 20),
    'columns in chunks': matchTermsSize(3, [2, 1], [1, 1], 530),
    'a large batch, over samples': matchTermsSize(130, [2, 1], [1], 140),
    'a large batch, over dimensions': matchTermsSize(256, [2, 2], [1], 70),
    'the invariance alone': matchTermsSize(4, [9, 9], [9, 5], 8, false),
  },
  timed: {
    '32×80 matches, 128 channels': {
      ...matchTermsSize(32, [64, 64], [40, 40], 128),
      flops: 2 * 2 * 80 * 32 * 128 ** 2,
    },
  },
});
