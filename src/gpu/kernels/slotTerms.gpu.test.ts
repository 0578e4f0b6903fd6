import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { matchTerms, type MatchTermsAttributes } from '../../ops/matchTerms';
import { viewTerms, type ViewTermsAttributes } from '../../ops/viewTerms';
import { openSharedDevice } from '../testing/sharedDevice';
import { compareToComposed } from './compareToComposed';
import { registerGpuKernels } from './index';

/** Sums over a few thousand float32 values, in another order. */
const TOLERANCE = 5e-5;

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
  registerGpuKernels();
});
afterAll(() => open.close());

/** Views of so many cells, the first of them last among the rows. */
function layoutOf(batch: number, cells: readonly number[]) {
  const first: number[] = [];
  let end = 0;
  for (const view of [...cells.keys()].slice(1).concat(0)) {
    first[view] = end;
    end += batch * cells[view]!;
  }
  return { batch, first, cells, rows: end };
}

/** Spread near 1, so that some columns are above the hinge and some below, around another mean. */
const shifted = (x: tf.Tensor): tf.Tensor => tf.add(x, 1);

describe('matchTerms on the GPU against its composition', () => {
  /** Lists between views 0 and 1, and from view 0 into the last one; few different cells, most of them in several slots. */
  function case_(batch: number, cells: readonly number[], kept: readonly number[], statistics = true) {
    const { rows, ...layout } = layoutOf(batch, cells);
    const last = cells.length - 1;
    const from = [0, 1, 0].slice(0, kept.length);
    const into = [1, 0, last].slice(0, kept.length);
    const shares = [0.5, 0.25, 0.75].slice(0, kept.length);
    const attributes: MatchTermsAttributes = { ...layout, from, into, kept, shares, statistics };
    const slots = kept.reduce((sum, count) => sum + count, 0);
    const picked = (views: readonly number[], sample: number): number[] =>
      kept.flatMap((count, list) =>
        Array.from(
          { length: count },
          (_, slot) =>
            layout.first[views[list]!]! +
            sample * cells[views[list]!]! +
            ((slot * slot + list) % cells[views[list]!]!),
        ),
      );
    const index = (): tf.Tensor2D =>
      tf.tensor2d(
        Array.from({ length: batch }, (_, sample) => [
          ...picked(from, sample),
          ...picked(into, sample),
        ]).flat(),
        [batch, 2 * slots],
        'int32',
      );
    const weight = (): tf.Tensor2D =>
      tf.tensor2d(
        Array.from({ length: batch * slots }, (_, i) => (i % 3) / batch / slots),
        [batch, slots],
      );
    return { attributes, rows, slots, index, weight };
  }

  function compareMatchTerms(
    { attributes, rows, slots, index, weight }: ReturnType<typeof case_>,
    channels: number,
    prepareRows: (x: tf.Tensor) => tf.Tensor,
  ) {
    const { batch } = attributes;
    const prepare = (name: string, tensor: tf.Tensor): tf.Tensor => {
      if (name === 'rows') return prepareRows(tensor);
      return name === 'index' ? index() : weight();
    };
    return compareToComposed(
      matchTerms as never,
      { rows: [rows, channels], index: [batch, 2 * slots], weight: [batch, slots] },
      attributes,
      { prepare, fixed: ['index', 'weight'] },
    );
  }

  it.each([
    [2, [1, 1], [1], 1],
    [3, [5, 4], [4, 3], 7],
    [8, [16, 16], [4, 4, 2], 16],
    [4, [9, 9, 4], [9, 5, 3], 52],
    // Batches that fill a tile.
    [32, [4, 4], [2, 1], 40],
    [64, [2, 2], [1, 1], 36],
    [65, [3, 2], [2, 1], 20],
    // Columns in chunks.
    [3, [2, 1], [1, 1], 530],
    // Beyond one workgroup, over samples and over dimensions.
    [130, [2, 1], [1], 140],
    [130, [2, 2], [2, 1], 5],
  ])('B %i, cells %j, γ %j, C %i', async (batch, cells, kept, channels) => {
    const { error, worst, repeats } = await compareMatchTerms(case_(batch, cells, kept), channels, shifted);
    expect(error, worst).toBeLessThan(TOLERANCE);
    expect(repeats).toBe(true);
  });

  it('of the invariance alone', async () => {
    const given = case_(4, [9, 9], [9, 5], false);
    const { error, worst } = await compareMatchTerms(given, 8, (x) => x);
    expect(error, worst).toBeLessThan(TOLERANCE);
    await tf.setBackend('webgpu');
    const inputs = {
      rows: tf.ones<tf.Rank.R2>([given.rows, 8]),
      index: given.index(),
      weight: given.weight(),
    };
    expect([...(await matchTerms(inputs, given.attributes).data())]).toEqual([0, 0, 0]);
  });
});

describe('viewTerms on the GPU against its composition', () => {
  const global = (batch: number, views: number): ViewTermsAttributes & { rows: number } => ({
    ...layoutOf(batch, Array<number>(views).fill(1)),
    one: Array.from({ length: views - 1 }, () => 0),
    other: Array.from({ length: views - 1 }, (_, view) => view + 1),
    pairShares: Array.from({ length: views - 1 }, (_, view) => 1 / (view + 1)),
    varianceShares: Array.from({ length: views }, (_, view) => 1 / (view + 2)),
    covarianceShares: Array.from({ length: views }, (_, view) => 2 / (view + 3)),
  });

  it.each([
    ['two views', global(8, 2), 32],
    ['five views', global(5, 5), 17],
    ['columns in chunks', global(6, 2), 1030],
    ['a large batch of few dimensions', global(130, 3), 12],
    ['a large batch of many dimensions', global(130, 2), 140],
    [
      'maps, the last alone for its covariance',
      {
        ...layoutOf(4, [9, 4, 3]),
        one: [],
        other: [],
        pairShares: [],
        varianceShares: [0.2, 0.3, 0.5],
        covarianceShares: [0, 0, 2],
      },
      20,
    ],
    [
      'maps of a large batch',
      {
        ...layoutOf(130, [3, 2]),
        one: [],
        other: [],
        pairShares: [],
        varianceShares: [0.5, 0.5],
        covarianceShares: [0, 1],
      },
      6,
    ],
  ])('%s', async (_, { rows, ...attributes }, dimensions) => {
    const { error, worst, repeats } = await compareToComposed(
      viewTerms as never,
      { rows: [rows, dimensions] },
      attributes,
      { prepare: (__, x) => shifted(x) },
    );
    expect(error, worst).toBeLessThan(TOLERANCE);
    expect(repeats).toBe(true);
  });

  it('is NaN for a batch of one', async () => {
    await tf.setBackend('webgpu');
    const { rows, ...attributes } = global(1, 2);
    expect((await viewTerms({ rows: tf.ones([rows, 3]) }, attributes).data())[1]).toBeNaN();
  });
});
