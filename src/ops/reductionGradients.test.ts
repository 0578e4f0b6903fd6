import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import './stockGradients';

beforeAll(() => tf.setBackend('cpu'));

describe('the gradients of sum and mean', () => {
  const x = (): tf.Tensor => tf.tensor([1, 2, 3, 4, 5, 6], [2, 3]);

  it('repeats the output gradient over the summed axes', () => {
    const overRows = tf.grad((t) => tf.sum(t, 0))(x(), tf.tensor([1, 2, 3]));
    expect([...overRows.dataSync()]).toEqual([1, 2, 3, 1, 2, 3]);
    const overColumns = tf.grad((t) => tf.sum(t, -1, true))(x(), tf.tensor([5, 7], [2, 1]));
    expect([...overColumns.dataSync()]).toEqual([5, 5, 5, 7, 7, 7]);
  });

  it('divides it by the count for a mean', () => {
    const overRows = tf.grad((t) => tf.mean(t, 0))(x(), tf.tensor([2, 4, 6]));
    expect([...overRows.dataSync()]).toEqual([1, 2, 3, 1, 2, 3]);
    const overAll = tf.grad((t) => tf.mean(t))(x());
    expect(overAll.shape).toEqual([2, 3]);
    overAll.dataSync().forEach((value) => expect(value).toBeCloseTo(1 / 6, 6));
  });

  it('passes through a sum of a scalar', () => {
    expect(
      tf
        .grad((t) => tf.sum(t))(tf.scalar(3), tf.scalar(4))
        .dataSync()[0],
    ).toBe(4);
  });

  it('uploads no tensor of ones', () => {
    const write = vi.spyOn(tf.backend() as unknown as { write: (values: unknown) => object }, 'write');
    const dy = tf.tensor([1, 2, 3]);
    const large = tf.zeros([100, 3]);
    write.mockClear();
    tf.grad((t) => tf.sum(t, 0))(large, dy);
    // The CPU backend's own results come through `write` too; ones would be values of the input's size, all equal.
    const ones = write.mock.calls.filter(([values]) => isOnes(values, large.size));
    expect(ones).toHaveLength(0);
    write.mockRestore();
  });
});

function isOnes(values: unknown, size: number): boolean {
  return values instanceof Float32Array && values.length === size && values.every((value) => value === 1);
}
