import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { findPreset } from '../config/presets';
import { layoutOf, rowCount } from '../ops/viewLayout';
import { ALL_MATCHES } from '../vicregl/definition/matchCounts';
import { criterion } from '../vicregl/criterion';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { GPU_SHAPES } from './testing/gpuShapes';

/** @file The local criterion of many cells never holds a number for every pair of them. */

const BATCH = 8;
const CHANNELS = 4;

/** Bytes that the local criterion takes with its gradient, beside the maps. */
function criterionBytes(computer: Pick<Computer, 'dryRun'>, cells: number, matches: number): number {
  const { loss } = findPreset('playground-convnext')!.config;
  const options = {
    ...loss,
    alpha: 0,
    matchesForward: matches,
    matchesBackward: matches,
    embeddingMatchesAll: false,
  };
  const layout = layoutOf(BATCH, [cells, cells]);
  return computer.dryRun((dry) => {
    const inputs = [CHANNELS, 2].map((columns) => tf.fill<tf.Rank.R2>([rowCount(layout), columns], 0));
    const [maps, locations] = inputs as [tf.Tensor2D, tf.Tensor2D];
    const total = (rows: tf.Tensor): tf.Scalar =>
      criterion({ maps: { rows: rows as tf.Tensor2D, layout }, locations }, options).total;
    const { bytes } = dry.stepBytes(
      () => tf.tidy(() => tf.grad(total)(maps)),
      () => undefined,
    );
    tf.dispose(inputs);
    return bytes;
  });
}

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

describe.each([
  ['a GPU', () => GPU_SHAPES],
  ['the processor', () => processor],
])('the local criterion on %s', (_, computer) => {
  it.each([
    ['the 20 best matches', 20],
    ['all matches', ALL_MATCHES],
  ])('grows with the cells, not with their pairs, where it keeps %s', (_kept, matches) => {
    const [many, more] = [4096, 16_384].map((cells) => criterionBytes(computer(), cells, matches));
    const everyPair = 4 * BATCH * 4096 ** 2;
    expect(many!).toBeLessThan(everyPair / 4);
    expect(more!).toBeLessThan(4.2 * many!);
  });
});
