import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomTensor } from '../../ops/comparing/randomTensor';
import type { Computer } from '../../compute/computer';
import { nodeFiles } from '../nodeFiles';
import { openProcessor } from '../processor';

const TOLERANCE = 1e-5;

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

interface Result {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

async function on(backend: string, compute: () => tf.Tensor): Promise<Result> {
  await tf.setBackend(backend);
  const y = tf.tidy(compute);
  const values = [...(await y.data())];
  y.dispose();
  return { shape: y.shape, dtype: y.dtype, values };
}

async function expectSame(compute: () => tf.Tensor): Promise<void> {
  const expected = await on('cpu', compute);
  const actual = await on('wasm', compute);
  expect(actual.shape).toEqual(expected.shape);
  expect(actual.dtype).toBe(expected.dtype);
  actual.values.forEach((value, i) =>
    expect(Math.abs(value - expected.values[i]!), `value ${i}`).toBeLessThan(TOLERANCE),
  );
}

/** Small whole numbers, so that there are equal ones. */
const coarse = (shape: number[], index: number, dtype: 'float32' | 'int32'): tf.Tensor =>
  tf.cast(tf.round(randomTensor(shape, index)), dtype);

describe('kernels in place of tfjs’s own', () => {
  for (const [a, b] of [
    [
      [5, 7],
      [7, 11],
    ],
    [
      [3, 5, 9],
      [3, 9, 8],
    ],
    [
      [3, 5, 9],
      [1, 9, 8],
    ],
    [
      [1, 6, 4],
      [5, 4, 3],
    ],
    [
      [2, 3, 13, 6],
      [2, 3, 6, 17],
    ],
    // One for each of several: tfjs's own kernel has it.
    [
      [2, 1, 4, 5],
      [1, 3, 5, 4],
    ],
  ] as const) {
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const flip = (shape: readonly number[], turned: boolean): number[] =>
        turned ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : [...shape];
      it(`multiplies [${a.join()}] by [${b.join()}], transposed: ${transposeA}, ${transposeB}`, () =>
        expectSame(() =>
          tf.matMul(
            randomTensor(flip(a, transposeA), 0),
            randomTensor(flip(b, transposeB), 1),
            transposeA,
            transposeB,
          ),
        ));
    }
  }

  for (const [shape, reps] of [
    [[5], [3]],
    [[1], [9]],
    [
      [3, 1, 4],
      [1, 5, 1],
    ],
    [
      [2, 3],
      [4, 2],
    ],
    [
      [2, 3, 1],
      [2, 1, 6],
    ],
    [
      [2, 2],
      [1, 1],
    ],
  ] as const)
    for (const dtype of ['float32', 'int32'] as const)
      it(`repeats ${dtype} [${shape.join()}] [${reps.join()}] times`, () =>
        expectSame(() => tf.tile(coarse([...shape], 0, dtype), [...reps])));

  for (const [shape, axes] of [
    [[6, 5], [0]],
    [
      [3, 4, 7],
      [1, 0],
    ],
    [[3, 4, 7], [-3]],
    // Few columns, and axes that are not the first ones: tfjs's own kernels have them.
    [[6, 2], [0]],
    [
      [3, 4, 7],
      [0, 2],
    ],
    [[3, 4, 7], [1]],
  ] as const)
    for (const keepDims of [false, true]) {
      it(`sums [${shape.join()}] along ${axes.join()}, axes kept: ${keepDims}`, () =>
        expectSame(() => tf.sum(randomTensor([...shape], 0), [...axes], keepDims)));
      it(`averages [${shape.join()}] along ${axes.join()}, axes kept: ${keepDims}`, () =>
        expectSame(() => tf.mean(randomTensor([...shape], 0), [...axes], keepDims)));
    }

  it('sums whole numbers as whole numbers', () => expectSame(() => tf.sum(coarse([3, 5], 0, 'int32'), 0)));

  for (const [shape, begin, size] of [
    [[7], [2], [3]],
    [
      [4, 5],
      [1, 0],
      [2, 5],
    ],
    [
      [4, 5],
      [0, 2],
      [4, 3],
    ],
    [
      [3, 4, 5, 2],
      [0, 1, 0, 0],
      [3, 2, 5, 2],
    ],
    // Of two axes: tfjs's own kernel has it.
    [
      [3, 4, 5],
      [1, 1, 0],
      [2, 3, 5],
    ],
    [
      [3, 4],
      [0, 0],
      [3, 4],
    ],
  ] as const)
    for (const dtype of ['float32', 'int32'] as const)
      it(`cuts [${size.join()}] at [${begin.join()}] out of ${dtype} [${shape.join()}]`, () =>
        expectSame(() => tf.slice(coarse([...shape], 0, dtype), [...begin], [...size])));

  for (const axis of [0, 1, -1])
    for (const dtype of ['float32', 'int32'] as const)
      it(`puts ${dtype} together along axis ${axis}`, () =>
        expectSame(() => {
          const shapes = [2, 1, 3].map((extent) => [3, 4, 5].with(axis, extent));
          return tf.concat(
            shapes.map((shape, i) => coarse(shape, i, dtype)),
            axis,
          );
        }));

  for (const [sizes, axis] of [
    [3, 0],
    [[1, 3, 1], 1],
    [[2, -1], -1],
  ] as const)
    for (const part of [0, 1])
      it(`splits along axis ${axis}, part ${part}`, () =>
        expectSame(() => tf.split(randomTensor([6, 5, 4], 0), sizes as number | number[], axis)[part]!));

  it('leaves a tensor alone that it repeats once', async () => {
    await tf.setBackend('wasm');
    const x = tf.tensor1d([1, 2, 3]);
    const y = tf.tile(x, [1]);
    x.dispose();
    expect([...(await y.data())]).toEqual([1, 2, 3]);
  });

  it('clones without a copy, and a clone outlives its tensor', async () => {
    await tf.setBackend('wasm');
    const x = tf.tensor1d([1, 2, 3]);
    const y = tf.tidy(() => tf.reshape(tf.clone(x), [3, 1]));
    expect(y.dataId).toBe(x.dataId);
    x.dispose();
    expect([...(await y.data())]).toEqual([1, 2, 3]);
  });

  for (const comparison of [tf.equal, tf.less, tf.lessEqual, tf.greater, tf.greaterEqual])
    for (const dtype of ['float32', 'int32'] as const)
      for (const [a, b] of [
        [[4, 5], [5]],
        [
          [4, 1, 5],
          [3, 1],
        ],
        [
          [2, 3, 4, 5],
          [3, 1, 5],
        ],
        [[1], [7]],
        [
          [3, 4],
          [3, 4],
        ],
      ] as const)
        it(`${comparison.name} of ${dtype} [${a.join()}] and [${b.join()}]`, () =>
          expectSame(() => comparison(coarse([...a], 0, dtype), coarse([...b], 1, dtype))));
});
