import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Computer } from '../compute/computer';
import type { ReadKept } from '../training/evaluationImages';
import { tinyConfig, tinyImages } from '../training/testing/tinyRun';
import { Trainer } from '../training/trainer';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { exportFeatures, type WritePiece } from './exportFeatures';

/** More than fit into one batch. */
const DATA = tinyImages(70);
const KEPT: ReadKept = async () => [{ split: 'test', set: tinyImages(5) }];

let processor: Computer;
let trainer: Trainer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());
beforeEach(async () => {
  trainer = new Trainer(processor, () => undefined);
  await trainer.setData(DATA, KEPT);
  await trainer.configure(tinyConfig());
  await trainer.step(1);
});

/** The text of a table; `write` is called before each of its pieces is taken. */
async function table(part: 'train' | 'test', write: WritePiece = async () => undefined) {
  const pieces: Uint8Array[] = [];
  const shares: number[] = [];
  const ending = new AbortController();
  await exportFeatures(
    trainer,
    DATA,
    { format: 'csv', part, features: ['representation'] },
    async (piece) => {
      await write(piece);
      pieces.push(piece.slice());
    },
    { signal: ending.signal, onProgress: (share) => shares.push(share) },
  );
  return { text: Buffer.concat(pieces).toString(), pieces: pieces.length, shares };
}

it('is of the weights as they were when it was asked for, whatever steps are done meanwhile', async () => {
  const atRest = await table('train');
  expect(atRest.pieces).toBe(3);
  expect(atRest.text.trim().split('\n')).toHaveLength(1 + DATA.count);
  expect(atRest.shares.at(-1)).toBe(1);
  expect(atRest.shares).toEqual(atRest.shares.toSorted((a, b) => a - b));
  const between = await table('train', () => trainer.step(1));
  expect(between.text).toBe(atRest.text);
  expect((await table('train')).text).not.toBe(atRest.text);
});

it('takes turns with a training under way', async () => {
  const turns = vi.spyOn(trainer, 'between');
  trainer.train();
  const steps: number[] = [];
  const { text } = await table('train', async () => {
    steps.push(await trainer.between(async ({ run }) => run.step));
  });
  expect(text.trim().split('\n')).toHaveLength(1 + DATA.count);
  expect(new Set(steps).size).toBeGreaterThan(1);
  // For the weights, each of two batches, and what is given back; and those of this test.
  expect(turns).toHaveBeenCalledTimes(4 + steps.length);
  await trainer.pause();
});

it('is of the images that are kept for tests, where there are any', async () => {
  expect((await table('test')).text.trim().split('\n')).toHaveLength(1 + 5);
  await trainer.setData(DATA);
  await trainer.configure(tinyConfig());
  await expect(table('test')).rejects.toMatchObject({ info: { code: 'data_missing' } });
});

it('gives back what it holds when it is ended, and when the run is given up', async () => {
  const before = tf.memory().numTensors;
  const ending = new AbortController();
  const write: WritePiece = async () => ending.abort();
  const request = { format: 'npz', part: 'train', features: ['map', 'representation'] } as const;
  await expect(
    exportFeatures(trainer, DATA, request, write, { signal: ending.signal }),
  ).rejects.toMatchObject({ info: { code: 'cancelled' } });
  expect(tf.memory().numTensors).toBe(before);
  const full = new Error('The disk is full.');
  await expect(table('train', () => Promise.reject(full))).rejects.toBe(full);
  expect(tf.memory().numTensors).toBe(before);
  const givenUp = table('train', () => trainer.reset());
  await expect(givenUp).resolves.toMatchObject({ pieces: 3 });
  expect(tf.memory().numTensors).toBe(before);
});
