import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allocate, bindingOf, currentBackend, flush } from '../backendView';
import type { Computer } from '../../compute/computer';
import { allocateStored, isHalf } from '../halfTensors';
import { variableCopy } from '../../compute/variableCopy';
import { HALF_STORAGE } from '../halfStorage';
import { openSharedDevice } from '../testing/sharedDevice';
import { compareOpsOnHalves, everySize, tiledSize } from './testing/compareOps';

compareOpsOnHalves('the adapter at hand', everySize);
compareOpsOnHalves('a hardware adapter', tiledSize);

describe('a tensor of halves', () => {
  let open: Computer;
  beforeAll(async () => {
    open = await openSharedDevice();
  });
  afterAll(() => open.close());

  /** Values as a tensor of halves, in rows of four. */
  function halfTensor(values: readonly number[]): tf.Tensor {
    return HALF_STORAGE.store(tf.tensor([...values], [values.length / 4, 4]));
  }
  const VALUES = [1, -2.5, 2 ** -24, 65504, 0, 0.25, 2 ** -14, -65504];

  it('takes half the memory, and none where a row is no multiple of four', () => {
    const backend = currentBackend();
    const bytes = (shape: number[]) => bindingOf(backend, allocateStored(backend, shape, true)).buffer.size;
    expect(bytes([3, 8])).toBe(3 * 8 * 2);
    expect(isHalf(allocateStored(backend, [3, 6], true))).toBe(false);
    expect(isHalf(allocate(backend, [3, 8]))).toBe(false);
  });

  it('reads back as it was written, by every way', async () => {
    const half = halfTensor(VALUES);
    expect(isHalf(half)).toBe(true);
    expect([...(await half.data())]).toEqual(VALUES);
    const copy = variableCopy(open, half);
    expect(isHalf(copy)).toBe(false);
    expect([...(await copy.data())]).toEqual(VALUES);
  });

  it('rounds to the nearest half; what is beyond the largest, and NaN, is infinite', async () => {
    const written = [1 + 2 ** -11 + 2 ** -13, 65519, 65520, -65520, 1e6, -1e38, Infinity, -Infinity];
    expect([...(await halfTensor(written).data())]).toEqual([
      1 + 2 ** -10,
      65504,
      Infinity,
      -Infinity,
      Infinity,
      -Infinity,
      Infinity,
      -Infinity,
    ]);
    const [broken, ...others] = await halfTensor([NaN, 1, -1, 0]).data();
    expect(Number.isFinite(broken)).toBe(false);
    expect(others).toEqual([1, -1, 0]);
  });

  it('goes into stock ops, views included, and into sums of gradients', async () => {
    const half = halfTensor(VALUES);
    expect([...(await tf.mul(half, 2).data())]).toEqual(VALUES.map((value) => value * 2));
    const view = tf.reshape(half, [8]);
    expect(isHalf(view)).toBe(true);
    expect([...(await tf.slice(view, 1, 2).data())]).toEqual(VALUES.slice(1, 3));
    const sum = tf.add(half, halfTensor([1, 1, 1, -65504, 1, 1, 1, 1]));
    expect(isHalf(sum)).toBe(true);
    expect([...(await sum.data())]).toEqual([2, -1.5, 1, 0, 1, 1.25, 1, -65504]);
    expect([...(await tf.add(half, tf.scalar(1)).data())]).toEqual(VALUES.map((v) => Math.fround(v + 1)));
  });

  it('gives its buffer back', () => {
    const before = tf.memory().numTensors;
    const used = () => (tf.backend().memory() as unknown as { numBytesInGPU: number }).numBytesInGPU;
    const bytes = used();
    tf.tidy(() => void tf.add(halfTensor(VALUES), tf.mul(halfTensor(VALUES), 3)));
    flush(currentBackend());
    expect(tf.memory().numTensors).toBe(before);
    expect(used()).toBe(bytes);
  });
});
