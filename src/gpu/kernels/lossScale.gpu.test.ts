import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { adamwAll } from '../../ops/adamwAll';
import { larsAll } from '../../ops/larsAll';
import { lossScale } from '../../ops/lossScale';
import { packInputs } from '../../ops/packedSlots';
import { openSharedDevice } from '../testing/sharedDevice';
import { randomTensor } from './compareToComposed';
import { registerGpuKernels } from './index';

/** Of values near 1, after three updates. */
const TOLERANCE = 1e-6;
const STEPS = 3;
const ADAMW = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const LARS = { momentum: 0.9, eta: 0.1 };

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
  registerGpuKernels();
});
afterAll(() => open.close());

/** Runs `STEPS` updates of variables on a backend; the variables' values, and whether all kept their buffers. */
async function train(
  backend: string,
  initial: () => tf.Tensor[],
  update: (variables: tf.Variable[], step: number) => tf.Tensor[],
): Promise<{ values: Float32Array[]; inPlace: boolean }> {
  await tf.setBackend(backend);
  const variables = initial().map((tensor) => tf.variable(tensor));
  const before = variables.map(({ dataId }) => dataId);
  for (let step = 0; step < STEPS; step++) {
    tf.tidy(() => update(variables, step).forEach((value, i) => variables[i]!.assign(value)));
  }
  const inPlace = variables.every(({ dataId }, i) => dataId === before[i]);
  const values = await Promise.all(variables.map((variable) => variable.data() as Promise<Float32Array>));
  tf.dispose(variables);
  return { values, inPlace };
}

async function expectSameTraining(
  ...[initial, update]: Parameters<typeof train> extends [unknown, ...infer R] ? R : never
) {
  const expected = await train('cpu', initial, update);
  const actual = await train('webgpu', initial, update);
  const again = await train('webgpu', initial, update);
  expected.values.forEach((values, i) => {
    const difference = values.reduce(
      (most, value, e) => Math.max(most, Math.abs(value - actual.values[i]![e]!)),
      0,
    );
    expect(difference, `tensor ${i}`).toBeLessThan(TOLERANCE);
  });
  expect(actual.inPlace).toBe(true);
  expect(again.values).toEqual(actual.values);
}

const SHAPES = [[3], [70, 71], [1], [2, 3, 5, 1], [64, 64], [7], [13, 2]];
const sizes = SHAPES.map((shape) => tf.util.sizeFromShape(shape));
// A hole of four values belongs to a parameter that has no gradient in these steps.
const HOLE = 4;
const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, i > 2 ? HOLE : 0));
const total = sizes.reduce((sum, size) => sum + size, HOLE);
const rows = SHAPES.map((_, i) => SHAPES.length - 1 - i);

/** The second parameter starts at zero, where LARS has no trust ratio. */
const initialParams = (): tf.Tensor[] =>
  SHAPES.map((shape, i) => (i === 1 ? tf.zeros(shape) : randomTensor(shape, i)));
const gradients = (step: number): tf.Tensor[] =>
  SHAPES.map((shape, i) => randomTensor(shape, 100 * (step + 1) + i));
const adamwScalars = (step: number): tf.Tensor2D =>
  tf.tensor2d(
    rows.map((row) => [0.01 * (row + 1), 1 - 0.9 ** (step + 1), 1 - 0.999 ** (step + 1), row % 2 ? 0.1 : 0]),
  );
const larsScalars = (): tf.Tensor2D => tf.tensor2d(rows.map((row) => [0.05 * (row + 1), 0.01]));

describe('AdamW on the GPU against its composition', () => {
  it('updates all parameters in place', () =>
    expectSameTraining(
      () => [...initialParams(), tf.zeros([2, total])],
      (variables, step) => {
        const slots = variables.at(-1) as tf.Tensor as tf.Tensor2D;
        const inputs = packInputs(variables.slice(0, -1), gradients(step), {
          slots,
          scalars: adamwScalars(step),
        });
        return adamwAll(inputs, { rows, offsets, ...ADAMW });
      },
    ));
});

/** Scales of a loss and what becomes of them: gradients come scaled by 4, and the second of three steps is skipped. */
const control = (step: number): tf.Tensor1D => tf.tensor1d([0.25, step === 1 ? 0 : 1]);
const scaledGradients = (step: number): tf.Tensor[] =>
  gradients(step).map((grad) => tf.mul(grad, step === 1 ? Infinity : 4));

describe('updates from a scaled loss', () => {
  it('AdamW unscales, and skips where it is told to', () =>
    expectSameTraining(
      () => [...initialParams(), tf.zeros([2, total])],
      (variables, step) => {
        const slots = variables.at(-1) as tf.Tensor as tf.Tensor2D;
        const shared = { slots, scalars: adamwScalars(step), control: control(step) };
        const inputs = packInputs(variables.slice(0, -1), scaledGradients(step), shared);
        return adamwAll(inputs, { rows, offsets, ...ADAMW });
      },
    ));

  it('LARS unscales, and skips where it is told to', () =>
    expectSameTraining(
      () => [...initialParams(), tf.zeros([1, total])],
      (variables, step) => {
        const slots = variables.at(-1) as tf.Tensor as tf.Tensor2D;
        const shared = { slots, scalars: larsScalars(), control: control(step) };
        const inputs = packInputs(variables.slice(0, -1), scaledGradients(step), shared);
        const adapt = SHAPES.map((shape) => (shape.length === 1 ? 0 : 1));
        return larsAll(inputs, { rows, offsets, adapt, ...LARS });
      },
    ));

  it('the scale doubles after good steps and halves at a gradient that is not finite', async () => {
    const run = async (backend: string): Promise<number[][]> => {
      await tf.setBackend(backend);
      const state = tf.variable(tf.tensor1d([8, 0, 0]));
      const seen: number[][] = [];
      for (const bad of [undefined, undefined, undefined, NaN, undefined, -Infinity]) {
        const grads = gradients(0);
        if (bad !== undefined) grads[1] = tf.where(tf.less(grads[1]!, 3), grads[1]!, bad);
        const named = Object.fromEntries(grads.map((grad, i) => [`grad${i}`, grad]));
        const inputs = { state: state as tf.Tensor as tf.Tensor1D, ...named };
        const [told, next] = lossScale(inputs, { growthInterval: 2 });
        state.assign(next);
        seen.push([...(await told.data()), ...(await state.data())]);
      }
      return seen;
    };
    const expected = [
      [1 / 8, 1, 8, 1, 0],
      [1 / 8, 1, 16, 0, 0],
      [1 / 16, 1, 16, 1, 0],
      [1 / 16, 0, 8, 0, 1],
      [1 / 8, 1, 8, 1, 1],
      [1 / 8, 0, 4, 0, 2],
    ];
    expect(await run('cpu')).toEqual(expected);
    expect(await run('webgpu')).toEqual(expected);
  });
});

it.each(['cpu', 'webgpu'])(
  'the scale stays a number with a reciprocal, however often it changes: %s',
  async (backend) => {
    await tf.setBackend(backend);
    const after = async (scale: number, grad: number): Promise<number> => {
      const state = tf.variable(tf.tensor1d([scale, 0, 0]));
      const [, next] = lossScale(
        { state: state as tf.Tensor as tf.Tensor1D, grad0: tf.fill([8], grad) },
        { growthInterval: 1 },
      );
      return (await next.data())[0]!;
    };
    expect(await after(2 ** -63, NaN)).toBe(2 ** -64);
    expect(await after(2 ** -64, NaN)).toBe(2 ** -64);
    expect(await after(2 ** -64, 0)).toBe(2 ** -63);
    expect(await after(2 ** 64, 0)).toBe(2 ** 64);
  },
);

describe('LARS on the GPU against its composition', () => {
  it('updates all parameters in place', () =>
    expectSameTraining(
      () => [...initialParams(), tf.zeros([1, total])],
      (variables, step) => {
        const slots = variables.at(-1) as tf.Tensor as tf.Tensor2D;
        const inputs = packInputs(variables.slice(0, -1), gradients(step), { slots, scalars: larsScalars() });
        const adapt = SHAPES.map((shape) => (shape.length === 1 ? 0 : 1));
        return larsAll(inputs, { rows, offsets, adapt, ...LARS });
      },
    ));
});
