import * as tf from '@tensorflow/tfjs-core';
import { randomStream } from '../random/stream';

/**
 * Draws what the samples of a batch multiply the branch of one block by, `[batch]`: 0 with probability `rate`, else
 * 1 / (1 − rate), so that the expected value is 1.
 */
export type DropPathKeep = (block: number, rate: number, batch: number) => tf.Tensor1D;

/** Numbers of blocks stay below this; views count in multiples of it. */
const BLOCKS_PER_VIEW = 2 ** 16;

/** The drop rate of each block: from 0 to `rate`, evenly over all blocks (Huang et al., 2016). */
export function dropPathRates(rate: number, blocks: number): number[] {
  return Array.from({ length: blocks }, (_, block) => (blocks === 1 ? 0 : (rate * block) / (blocks - 1)));
}

/** The values of `DropPathKeep` for one view and block in a given step. */
export function dropPathMask(
  seed: number,
  step: number,
  view: number,
  block: number,
  rate: number,
  batch: number,
): Float32Array {
  const stream = randomStream(seed, 'dropPath', step, view * BLOCKS_PER_VIEW + block);
  return Float32Array.from({ length: batch }, () => (stream.uniform() < rate ? 0 : 1 / (1 - rate)));
}

/** Drop path of one view in a given step: every view and block has masks of its own. */
export function dropPathKeep(seed: number, step: number, view: number): DropPathKeep {
  return (block, rate, batch) => tf.tensor1d(dropPathMask(seed, step, view, block, rate, batch));
}
