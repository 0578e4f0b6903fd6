import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomTensor } from '../../gpu/kernels/compareToComposed';
import { adamwAll } from '../../ops/adamwAll';
import { larsAll } from '../../ops/larsAll';
import { packInputs } from '../../ops/packedSlots';
import type { Computer } from '../../compute/computer';
import { nodeFiles } from '../nodeFiles';
import { openProcessor } from '../processor';

/** Of values near 1, after three updates. */
const TOLERANCE = 1e-6;
const STEPS = 3;
const SHAPES = [[3], [70, 71], [1], [2, 3, 5, 1], [13, 2]];
const SIZES = SHAPES.map((shape) => tf.util.sizeFromShape(shape));
/** Slots of a parameter that has no gradient, after the third. */
const HOLE = 4;
const OFFSETS = SIZES.map((_, i) => SIZES.slice(0, i).reduce((sum, size) => sum + size, i > 2 ? HOLE : 0));
const TOTAL = SIZES.reduce((sum, size) => sum + size, HOLE);
const ROWS = SHAPES.map((_, i) => SHAPES.length - 1 - i);

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

type Update = (params: tf.Tensor[], slots: tf.Tensor2D, step: number) => tf.Tensor[];

async function train(backend: string, slotCount: number, update: Update): Promise<number[][]> {
  await tf.setBackend(backend);
  // LARS has no trust ratio for a parameter of zeros.
  let params = SHAPES.map((shape, i) => (i === 3 ? tf.zeros(shape) : randomTensor(shape, i)));
  let slots: tf.Tensor = tf.add(tf.zeros([slotCount, TOTAL]), 0.5);
  for (let step = 0; step < STEPS; step++) {
    const results = update(params, slots as tf.Tensor2D, step);
    params = results.slice(0, -1);
    slots = results.at(-1)!;
  }
  return Promise.all([...params, slots].map(async (tensor) => [...(await tensor.data())]));
}

async function expectSame(slotCount: number, update: Update): Promise<void> {
  const expected = await train('cpu', slotCount, update);
  const actual = await train('wasm', slotCount, update);
  expected.forEach((values, tensor) =>
    values.forEach((value, i) =>
      expect(Math.abs(value - actual[tensor]![i]!), `tensor ${tensor}, value ${i}`).toBeLessThan(TOLERANCE),
    ),
  );
  expect(await train('wasm', slotCount, update)).toEqual(actual);
}

const gradients = (step: number): tf.Tensor[] =>
  SHAPES.map((shape, i) => randomTensor(shape, 100 * (step + 1) + i));

describe('optimisers on WebAssembly against their compositions', () => {
  it('AdamW', () =>
    expectSame(2, (params, slots, step) => {
      const scalars = tf.tensor2d(
        ROWS.map((row) => [
          0.01 * (row + 1),
          1 - 0.9 ** (step + 1),
          1 - 0.999 ** (step + 1),
          row % 2 ? 0.1 : 0,
        ]),
      );
      const inputs = packInputs(params, gradients(step), { slots, scalars });
      return adamwAll(inputs, { rows: ROWS, offsets: OFFSETS, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    }));

  it('LARS', () =>
    expectSame(1, (params, slots, step) => {
      const scalars = tf.tensor2d(ROWS.map((row) => [0.05 * (row + 1), 0.01]));
      const inputs = packInputs(params, gradients(step), { slots, scalars });
      const adapt = SHAPES.map((shape) => (shape.length === 1 ? 0 : 1));
      return larsAll(inputs, { rows: ROWS, offsets: OFFSETS, adapt, momentum: 0.9, eta: 0.1 });
    }));

  it('leaves the old values alone', async () => {
    await tf.setBackend('wasm');
    const param = tf.ones([4]);
    const slots = tf.zeros<tf.Rank.R2>([1, 4]);
    const inputs = packInputs([param], [tf.ones([4])], { slots, scalars: tf.tensor2d([[0.5, 0]]) });
    const [updated] = larsAll(inputs, { rows: [0], offsets: [0], adapt: [0], momentum: 0.9, eta: 0.1 });
    expect([...(await updated!.data())]).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect([...(await param.data()), ...(await slots.data())]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  });
});
