import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { linear } from '../../ops/linear';
import { openSharedDevice } from '../testing/sharedDevice';

let device: Computer;

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

const readBack = async (tensor: tf.Tensor): Promise<number[]> => [...(await tensor.data())];

it('gives at every replay, bit for bit, what the eager step gives for the same inputs', async () => {
  const input = tf.keep(tf.zeros([4, 8]));
  const weights = tf.keep(
    tf.tensor2d(
      Array.from({ length: 64 }, (_, i) => Math.sin(i)),
      [8, 8],
    ),
  );
  const batch = (step: number) => Float32Array.from({ length: 32 }, (_, i) => Math.cos(i * (step + 1)));
  const expected: number[][] = [];
  for (let step = 0; step < 6; step++) {
    expect(device.write(input, batch(step))).toBe(input);
    const eager = chain(input, weights);
    expected.push(await readBack(eager));
    eager.dispose();
  }

  device.write(input, batch(0));
  const recorded = device.record!(() => chain(input, weights));
  expect(await readBack(recorded.result)).toEqual(expected[0]);
  for (let step = 1; step < 6; step++) {
    expect(device.write(input, batch(step))).toBe(input);
    recorded.replay();
    // Eager work in between must get other buffers than the recording's.
    tf.tidy(() => chain(tf.ones([4, 8]), weights));
    expect(await readBack(recorded.result)).toEqual(expected[step]);
  }
  expect(() => device.write(input, batch(0).subarray(1))).toThrow(RangeError);
  expect(recorded.dispatches).toBeGreaterThan(10);
  recorded.dispose();
  input.dispose();
  weights.dispose();
});

it('tells what a replay does: programs, shapes, workgroups, operations, bytes', () => {
  const x = tf.ones([6, 8]);
  const w = tf.ones([4, 8]);
  const step = (): tf.Tensor => tf.tidy(() => tf.mul(linear({ x, w }, { activation: 'none' }), x.size));
  step().dispose();
  const recorded = device.record!(step);
  const commands = recorded.describe();
  expect(commands).toHaveLength(recorded.dispatches);
  const own = commands.find(({ program }) => program.startsWith('linear,'));
  expect(own?.tensors).toBe('x [6,8] w [4,8] → y [6,4]');
  expect(own?.workgroups).toHaveLength(3);
  expect(own).toMatchObject({
    op: 'linear forward',
    operations: 2 * 6 * 8 * 4,
    bytes: (6 * 8 + 4 * 8 + 6 * 4) * 4,
    scratchBytes: 0,
  });
  const stock = commands.find(({ program }) => program.includes('Binary'));
  // A factor of one value.
  expect(stock).toMatchObject({ op: '', operations: 0, bytes: (2 * 6 * 4 + 1) * 4 });
  recorded.dispose();
  tf.dispose([x, w]);
});

it('leaves the backend as it was', async () => {
  const before = device.bytesInUse();
  const x = tf.ones([4, 8]);
  const weights = tf.ones([8, 8]);
  tf.tidy(() => chain(x, weights));
  const recorded = device.record!(() => chain(x, weights));
  expect(recorded.bytes).toBeGreaterThan(0);
  recorded.dispose();
  const y = tf.tidy(() => tf.sum(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D)));
  expect((await y.data())[0]).toBe(4 * 8 * 8);
  tf.dispose([x, weights, y]);
  expect(device.bytesInUse() - before).toBeLessThan(4096);
});
