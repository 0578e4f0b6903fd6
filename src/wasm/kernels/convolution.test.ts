import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { casesOf } from '../../ops/cases/opCases';
import { conv2d } from '../../ops/conv2d';
import { compareToComposed } from '../../ops/comparing/compareToComposed';
import { registerWasmKernels } from './index';

const size = (x: number[], outputs: number, k: number, padding: number) => ({
  inputs: { x, w: [outputs, x.at(-1)!, k, k] },
  attributes: { stride: 1, padding },
});

/** What the processor computes in other ways than convolutions of other sizes. */
const cases = casesOf(conv2d, {
  tolerance: 2e-5,
  sizes: {
    'every pixel by itself': size([2, 5, 7, 6], 9, 1, 0),
    'more lines in a part than fit into the cache': size([1, 100, 40, 20], 2, 3, 1),
    'a filter too large for a gradient in each part': size([1, 3, 3, 64], 160, 3, 1),
  },
});

beforeAll(async () => {
  await tf.setBackend('wasm');
  registerWasmKernels();
});

it.each(Object.entries(cases.sizes))('convolves %s', async (_, at) => {
  const compared = await compareToComposed(cases, at, { backend: 'wasm' });
  expect(compared.error, compared.worst).toBeLessThanOrEqual(cases.tolerance);
  expect(compared.repeats).toBe(true);
});
