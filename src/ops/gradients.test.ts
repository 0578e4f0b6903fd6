import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../random/stream';
import { batchNorm } from './batchNorm';
import { conv2d } from './conv2d';
import { convnextBlock } from './convnextBlock';
import { depthwiseConv } from './depthwiseConv';
import { layerNorm } from './layerNorm';
import { linear } from './linear';
import { maxPool } from './maxPool';
import { mapAndMean } from './mapAndMean';
import { meanCells } from './meanCells';
import { patchConv } from './patchConv';
import { residual } from './residual';

type Inputs = Record<string, tf.Tensor>;

function random(shape: number[], index: number): tf.Tensor {
  const stream = randomStream(7, 'probe', 0, index);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => stream.normal()),
    shape,
  );
}

/** Largest difference between autodiff and central differences of Σ y·cotangent, over the largest gradient. */
function gradientError(op: (inputs: Inputs) => tf.Tensor, shapes: Record<string, number[]>): number {
  const names = Object.keys(shapes);
  const values = names.map((name, index) => random(shapes[name]!, index));
  const named = (tensors: tf.Tensor[]): Inputs =>
    Object.fromEntries(names.map((name, index) => [name, tensors[index]!]));
  const cotangent = random(op(named(values)).shape, 99);
  const loss = (...tensors: tf.Tensor[]): tf.Scalar => tf.sum(tf.mul(op(named(tensors)), cotangent));
  const gradients = tf.grads(loss)(values);

  const step = 1e-2;
  let worst = 0;
  values.forEach((value, index) => {
    const analytic = gradients[index]!.dataSync();
    expect(gradients[index]!.shape).toEqual(value.shape);
    const scale = Math.max(...analytic.map(Math.abs));
    const data = value.dataSync();
    for (let element = 0; element < data.length; element += Math.ceil(data.length / 25)) {
      const at = (offset: number): number =>
        tf.tidy(() => {
          const moved = Float32Array.from(data);
          moved[element] = moved[element]! + offset;
          return loss(...values.with(index, tf.tensor(moved, value.shape))).dataSync()[0]!;
        });
      const numeric = (at(step) - at(-step)) / (2 * step);
      worst = Math.max(worst, Math.abs(numeric - analytic[element]!) / scale);
    }
  });
  return worst;
}

beforeAll(() => tf.setBackend('cpu'));

describe('gradients of the compositions against central differences', () => {
  const cases: Record<string, [(inputs: Inputs) => tf.Tensor, Record<string, number[]>]> = {
    linear: [(i) => linear(i as never, { activation: 'none' }), { x: [5, 3], w: [4, 3] }],
    'linear with bias and GELU': [
      (i) => linear(i as never, { activation: 'gelu' }),
      { x: [5, 3], w: [4, 3], b: [4] },
    ],
    'patchConv leaving rows over': [
      (i) => patchConv(i as never, { patch: 2 }),
      { x: [2, 5, 4, 3], w: [4, 3, 2, 2], b: [4] },
    ],
    depthwiseConv: [(i) => depthwiseConv(i as never, {}), { x: [2, 5, 3, 2], w: [2, 1, 7, 7], b: [2] }],
    layerNorm: [(i) => layerNorm(i as never, { eps: 1e-6 }), { x: [2, 3, 6], gamma: [6], beta: [6] }],
    batchNorm: [
      (i) => batchNorm(i as never, { eps: 1e-5, relu: false })[0],
      { x: [3, 2, 2, 4], gamma: [4], beta: [4] },
    ],
    'conv2d, stem of ResNet': [
      (i) => conv2d(i as never, { stride: 2, padding: 3 }),
      { x: [2, 8, 7, 2], w: [3, 2, 7, 7] },
    ],
    'conv2d 3×3': [
      (i) => conv2d(i as never, { stride: 1, padding: 1 }),
      { x: [2, 4, 5, 2], w: [3, 2, 3, 3] },
    ],
    'conv2d 3×3 with stride': [
      (i) => conv2d(i as never, { stride: 2, padding: 1 }),
      { x: [2, 6, 5, 2], w: [3, 2, 3, 3] },
    ],
    'conv2d 1×1 with stride': [
      (i) => conv2d(i as never, { stride: 2, padding: 0 }),
      { x: [2, 4, 5, 2], w: [3, 2, 1, 1] },
    ],
    maxPool: [(i) => maxPool(i as never, {}), { x: [2, 6, 5, 2] }],
    'residual with layer scale and drop path': [
      (i) => residual(i as never, {}),
      { x: [3, 2, 2, 4], branch: [3, 2, 2, 4], gamma: [4], keep: [3] },
    ],
    convnextBlock: [
      (i) => convnextBlock(i as never, { eps: 1e-6 }),
      {
        ...{ x: [2, 3, 2, 4], filter: [4, 1, 7, 7], filterBias: [4], scale: [4], shift: [4] },
        ...{ w1: [6, 4], b1: [6], w2: [4, 6], b2: [4], gamma: [4], keep: [2] },
      },
    ],
    mapAndMean: [
      (i) => {
        const [map, mean] = mapAndMean(i as never);
        return tf.add(map, tf.expandDims(mean, 1));
      },
      { x: [3, 5, 4] },
    ],
    meanCells: [(i) => meanCells(i as never), { x: [3, 5, 4] }],
  };
  for (const [name, [op, shapes]] of Object.entries(cases)) {
    it(name, () => expect(gradientError(op, shapes)).toBeLessThan(5e-3));
  }
});
