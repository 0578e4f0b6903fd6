import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { adamwAll } from '../ops/adamwAll';
import { packInputs } from '../ops/packedSlots';
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

it('has AdamW add up the parts of gradients as it reads them, with the same bits', async () => {
  const update = (grad: tf.Tensor): tf.Tensor =>
    tf.tidy(() => {
      const [param, slots] = [tf.zeros([SIZE]), tf.fill<tf.Rank.R2>([2, SIZE], 0.5)];
      const scalars = tf.tensor2d([0.1, 0.5, 0.5, 0.01], [1, 4]);
      const attributes = { rows: [0], offsets: [0], beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
      return tf.concat(adamwAll(packInputs([param], [grad], { slots, scalars }), attributes).map(flat));
    });
  const flat = (tensor: tf.Tensor): tf.Tensor1D => tf.reshape(tensor, [tensor.size]);
  const step = (): tf.Tensor => tf.tidy(() => update(sumInParts()));
  const [inParts, whole] = [step(), update(tf.tensor1d(EXPECTED))];
  expect([...(await inParts.data())]).toEqual([...(await whole.data())]);
  const recorded = device.record!(step);
  expect(recorded.describe().filter(({ program }) => program.startsWith('add_parts'))).toEqual([]);
  recorded.dispose();
  tf.dispose([inParts, whole]);
});
