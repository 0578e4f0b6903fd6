import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { currentBackend } from './backendView';
import { runProgram } from './dispatch';
import { allocateSum } from './partSums';
import { defineProgram } from './program';
import { openSharedDevice } from './testing/sharedDevice';

let device: Computer;
beforeAll(async () => {
  device = await openSharedDevice();
});
afterAll(() => device.close());

const SIZE = 5;
const LAYERS = 7;

/** Writes 10 · layer + place into every layer. */
const countUp = defineProgram('count_up', () => ({
  inputs: {},
  outputs: { parts: 'f32' },
  workgroupSize: [SIZE, LAYERS],
  main: `parts[localIndex] = f32(10u * local.y + local.x);`,
}));
const EXPECTED = [0, 1, 2, 3, 4].map((place) => 210 + LAYERS * place);

function sumInParts(): tf.Tensor {
  const sum = allocateSum(currentBackend(), [SIZE], LAYERS);
  runProgram(currentBackend(), countUp({}), { inputs: {}, outputs: { parts: sum }, workgroups: [1] });
  return tf.engine().makeTensorFromTensorInfo(sum);
}

it('adds up the parts of a sum for whoever reads it first, and only once', async () => {
  const read = sumInParts();
  expect([...(await read.data())]).toEqual(EXPECTED);
  const used = sumInParts();
  const stock = tf.add(used, 1);
  expect([...(await stock.data())]).toEqual(EXPECTED.map((value) => value + 1));
  expect([...(await used.data())]).toEqual(EXPECTED);
  const copied = tf.variable(tf.zeros([SIZE]));
  const source = sumInParts();
  device.copy(source, copied);
  expect([...(await copied.data())]).toEqual(EXPECTED);
  tf.dispose([read, used, stock, source, copied]);
});

it('adds up sums that a step leaves in parts in a few dispatches', () => {
  const step = (): tf.Tensor => {
    const sums = Array.from({ length: 4 }, sumInParts);
    const all = tf.concat(sums);
    tf.dispose(sums);
    return all;
  };
  step().dispose();
  const recorded = device.record!(step);
  const adding = recorded.describe().filter(({ program }) => program.startsWith('add_parts'));
  expect(adding).toHaveLength(1);
  expect(recorded.dispatches).toBe(4 + 1 + 1);
  recorded.dispose();
});
