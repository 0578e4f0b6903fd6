import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { viewBackend } from '../backendView';
import type { OpenDevice } from '../device';
import { InputTensors } from '../inputTensors';
import { openSharedDevice } from '../testing/sharedDevice';
import { RecordedStep } from './recordedStep';

let device: OpenDevice;

beforeAll(async () => {
  device = await openSharedDevice();
});
afterAll(() => device.close());

/** A chain of stock ops with constants, reductions and short-lived tensors of equal sizes, whose buffers get reused. */
function chain(x: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    let y = tf.matMul(x, weights);
    for (let layer = 1; layer < 6; layer++)
      y = tf.sub(tf.mul(y, 0.5), tf.mul(tf.matMul(y, weights as tf.Tensor2D), layer / 10));
    return tf.add(tf.mean(y, 0), tf.scalar(3));
  });
}

async function readBack(tensor: tf.Tensor): Promise<number[]> {
  // `data` would keep the values on the CPU and give the same ones after the next replay.
  const copy = tf.tidy(() => tf.add(tensor, 0));
  const values = Array.from(await copy.data());
  copy.dispose();
  return values;
}

it('gives at every replay, bit for bit, what the eager step gives for the same inputs', async () => {
  const inputs = new InputTensors({ x: { shape: [4, 8], dtype: 'float32' } });
  const weights = tf.keep(
    tf.tensor2d(
      Array.from({ length: 64 }, (_, i) => Math.sin(i)),
      [8, 8],
    ),
  );
  const batch = (step: number) => Float32Array.from({ length: 32 }, (_, i) => Math.cos(i * (step + 1)));
  const expected: number[][] = [];
  for (let step = 0; step < 6; step++) {
    inputs.write({ x: batch(step) });
    const eager = chain(inputs.get('x'), weights);
    expected.push(await readBack(eager));
    eager.dispose();
  }

  inputs.write({ x: batch(0) });
  const recorded = RecordedStep.record(viewBackend(device.backend), () => chain(inputs.get('x'), weights));
  expect(await readBack(recorded.result)).toEqual(expected[0]);
  for (let step = 1; step < 6; step++) {
    inputs.write({ x: batch(step) });
    recorded.replay();
    // Eager work in between must get other buffers than the recording's.
    tf.tidy(() => chain(tf.ones([4, 8]), weights));
    expect(await readBack(recorded.result)).toEqual(expected[step]);
  }
  expect(recorded.dispatches).toBeGreaterThan(10);
  recorded.dispose();
  inputs.dispose();
  weights.dispose();
});

it('leaves the backend as it was', async () => {
  const before = device.bytesInUse();
  const x = tf.ones([4, 8]);
  const weights = tf.ones([8, 8]);
  tf.tidy(() => chain(x, weights));
  const recorded = RecordedStep.record(viewBackend(device.backend), () => chain(x, weights));
  expect(recorded.bytes).toBeGreaterThan(0);
  recorded.dispose();
  const y = tf.tidy(() => tf.sum(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D)));
  expect((await y.data())[0]).toBe(4 * 8 * 8);
  tf.dispose([x, weights, y]);
  expect(device.bytesInUse() - before).toBeLessThan(4096);
});
