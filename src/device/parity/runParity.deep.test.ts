import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { runParity, type ParityResult } from './runParity';
import { ROOMS, roomFiles } from './testing/roomFiles';

/** @file The ops' compositions against the golden files, on the backend that is slow and has no kernels of ours. */

beforeAll(() => tf.setBackend('cpu'));

it.each(ROOMS)('the golden files of %s are met on the CPU backend', async (room) => {
  const found: ParityResult[] = [];
  for await (const result of runParity(roomFiles(room), 'cpu')) found.push(result);
  expect(found.length).toBeGreaterThan(1);
  expect(found.filter(({ ok }) => !ok)).toEqual([]);
});
