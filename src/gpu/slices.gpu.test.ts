import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { adamwAll } from '../ops/adamwAll';
import { linear } from '../ops/linear';
import { packInputs } from '../ops/packedSlots';
import { randomTensor } from '../ops/comparing/randomTensor';
import { currentBackend, freeIdleBuffers } from './backendView';
import { openSharedDevice } from './testing/sharedDevice';

let device: Computer;
beforeAll(async () => {
  device = await openSharedDevice();
});
afterAll(() => device.close());

/** More parameters than a dispatch has buffers, of sizes that end anywhere. */
const SHAPES = [[3], [70, 7], [1], [64, 4], [7], [13, 2], [5], [2, 2], [7], [33]];

function variables(): tf.Variable[] {
  return SHAPES.map((shape, i) => tf.tidy(() => tf.variable(randomTensor(shape, i))));
}

/** Bytes that the device holds beyond what is kept for tensors to come. */
function bytesHeld(): number {
  freeIdleBuffers(currentBackend());
  return device.bytesInUse();
}

const valuesOf = (tensors: readonly tf.Tensor[]): Promise<number[][]> =>
  Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));

it('keeps the values of tensors that are moved together, and what is done to one leaves the others alone', async () => {
  const before = bytesHeld();
  const tensors = variables();
  const values = await valuesOf(tensors);
  device.moveTogether!(tensors);
  expect(await valuesOf(tensors)).toEqual(values);

  device.write(tensors[0]!, Float32Array.of(1, 2, 3));
  const source = tf.tensor1d([4, 5, 6, 7, 8, 9, 10]);
  device.copy(source, tensors[4]!);
  device.copy(tensors[4]!, tensors[8]!);
  const copied = tf.tidy(() => tf.variable(tf.zeros([7])));
  device.copy(tensors[4]!, copied);
  const doubled = tf.mul(tensors[4]!, 2);
  const expected = values.map((own, i) =>
    i === 0 ? [1, 2, 3] : [4, 8].includes(i) ? [4, 5, 6, 7, 8, 9, 10] : own,
  );
  expect(await valuesOf(tensors)).toEqual(expected);
  expect(await valuesOf([copied, doubled])).toEqual([expected[4]!, expected[4]!.map((value) => 2 * value)]);

  tf.dispose([tensors.slice(1), source, copied, doubled]);
  expect(await valuesOf([tensors[0]!])).toEqual([[1, 2, 3]]);
  expect(bytesHeld()).toBeGreaterThan(before);
  tensors[0]!.dispose();
  expect(bytesHeld()).toBe(before);
});

it('updates a model whose parameters and gradients lie together in one dispatch, with the same bits', async () => {
  const [inputs, outputs, layers] = [12, 8, 6];
  const parameters = (): tf.Variable[] =>
    tf.tidy(() =>
      Array.from({ length: layers }, (_, i) => [
        tf.variable(randomTensor([outputs, i === 0 ? inputs : outputs], i)),
        tf.variable(randomTensor([outputs], 100 + i)),
      ]).flat(),
    );
  const x = randomTensor([40, inputs], 7);
  const sizes = parameters().map((tensor) => {
    tensor.dispose();
    return tensor.size;
  });
  const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const total = offsets.at(-1)! + sizes.at(-1)!;
  const scalars = tf.tidy(() =>
    tf.tensor2d(
      sizes.flatMap(() => [0.1, 0.5, 0.5, 0.01]),
      [sizes.length, 4],
    ),
  );
  const attributes = { rows: sizes.map((_, i) => i), offsets, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

  const step = (params: readonly tf.Variable[], slots: tf.Variable<tf.Rank.R2>): tf.Tensor =>
    tf.tidy(() => {
      const loss = (): tf.Scalar => {
        let y: tf.Tensor = x;
        for (let layer = 0; layer < layers; layer++)
          y = linear({ x: y, w: params[2 * layer]!, b: params[2 * layer + 1]! }, { activation: 'gelu' });
        return tf.sum(tf.square(y));
      };
      const { value, grads } = tf.variableGrads(loss, [...params]);
      const gradients = params.map(({ name }) => grads[name]!);
      const updated = adamwAll(packInputs(params, gradients, { slots, scalars }), attributes);
      params.forEach((param, i) => param.assign(updated[i]!));
      slots.assign(updated.at(-1) as tf.Tensor2D);
      return value;
    });

  const trained = async (together: boolean) => {
    const params = parameters();
    const slots = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R2>([2, total])));
    if (together) device.moveTogether!(params);
    step(params, slots).dispose();
    const recorded = device.record!(() => step(params, slots));
    recorded.replay();
    const values = await valuesOf([...params, slots]);
    const updates = recorded.describe().filter(({ program }) => program.startsWith('adamw')).length;
    recorded.dispose();
    tf.dispose([params, slots]);
    return { values, updates };
  };
  const [apart, together] = [await trained(false), await trained(true)];
  expect(together.updates).toBe(1);
  expect(apart.updates).toBeGreaterThan(1);
  expect(together.values).toEqual(apart.values);
  tf.dispose([x, scalars]);
});
