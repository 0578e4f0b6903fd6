import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../failure';
import type { ParameterSpec } from '../nn/parameters';
import { randomStream } from '../random/stream';
import { createOptimizer, type Optimizer, type OptimizerOptions } from './optimizer';

beforeAll(() => tf.setBackend('cpu'));

const SPECS: ParameterSpec[] = [
  { name: 'matrix', shape: [3, 2], init: { kind: 'zeros' }, trainable: true },
  { name: 'bias', shape: [3], init: { kind: 'zeros' }, trainable: true },
  { name: 'running_mean', shape: [3], init: { kind: 'zeros' }, trainable: false },
];

const OPTIONS: OptimizerOptions = { optimizer: 'adamw', beta1: 0.9, beta2: 0.999, momentum: 0.9, eta: 1e-3 };
const RATES = { learningRate: 0.1, weightDecay: 0.5 };

function random(shape: readonly number[], index: number): tf.Tensor {
  const stream = randomStream(2, 'probe', 0, index);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => stream.normal()),
    [...shape],
  );
}

function parameters(): Record<string, tf.Variable> {
  return Object.fromEntries(SPECS.map(({ name, shape }, index) => [name, tf.variable(random(shape, index))]));
}

/** Updates with the gradients of steps `from` to `to`; the bias gets one at even steps only. */
function run(optimizer: Optimizer, params: Record<string, tf.Variable>, from: number, to: number): void {
  for (let step = from; step < to; step++) {
    const matrix = random([3, 2], 10 + step);
    optimizer.update(params, step % 2 === 0 ? { matrix, bias: random([3], 50 + step) } : { matrix }, RATES);
  }
}

const valuesOf = (tensors: Record<string, tf.Tensor>): Record<string, number[]> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, [...tensor.dataSync()]]));

describe.each(['adamw', 'lars', 'sgd'] as const)('%s', (optimizer) => {
  const options = { ...OPTIONS, optimizer };

  it('goes on from its state as if it had not been interrupted', async () => {
    const params = parameters();
    const whole = createOptimizer(options, SPECS);
    run(whole, params, 0, 5);

    const resumed = parameters();
    const first = createOptimizer(options, SPECS);
    run(first, resumed, 0, 3);
    const second = createOptimizer(options, SPECS);
    second.load(await first.state());
    run(second, resumed, 3, 5);
    expect(valuesOf(resumed)).toEqual(valuesOf(params));
    expect(await second.state()).toEqual(await whole.state());
  });

  it('leaves parameters without a gradient alone, buffers too', () => {
    const params = parameters();
    const before = valuesOf(params);
    createOptimizer(options, SPECS).update(params, { matrix: random([3, 2], 9) }, RATES);
    const after = valuesOf(params);
    expect(after.matrix).not.toEqual(before.matrix);
    expect([after.bias, after.running_mean]).toEqual([before.bias, before.running_mean]);
  });

  it('refuses a state of another shape, or with something missing', async () => {
    const updater = createOptimizer(options, SPECS);
    const state = await updater.state();
    const slot = Object.keys(state).find((name) => name.endsWith('/matrix'))!;
    const wrong = { dtype: 'F32', shape: [2, 3], data: new Float32Array(6) } as const;
    expect(() => updater.load({})).toThrow(Failure);
    expect(() => updater.load({ ...state, [slot]: wrong })).toThrow('[3, 2]');
    expect(await updater.state()).toEqual(state);
  });

  it('gives all its memory back', async () => {
    const params = parameters();
    const grads = { matrix: random([3, 2], 9) };
    const before = tf.memory().numTensors;
    const updater = createOptimizer(options, SPECS);
    updater.update(params, grads, RATES);
    await updater.state();
    updater.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('regularisation', () => {
  it('decays matrices and spares 1-D parameters', () => {
    const params = parameters();
    const before = valuesOf(params);
    const zeros = { matrix: tf.zeros([3, 2]), bias: tf.zeros([3]) };
    createOptimizer(OPTIONS, SPECS).update(params, zeros, RATES);
    const after = valuesOf(params);
    expect(after.bias).toEqual(before.bias);
    after.matrix!.forEach((value, index) => expect(value).toBeCloseTo(before.matrix![index]! * 0.95, 6));
  });

  it('moves a LARS matrix by η of its norm, and a bias by its gradient', () => {
    const params = parameters();
    const before = valuesOf(params);
    const norm = (values: number[]): number => Math.hypot(...values);
    const grads = { matrix: random([3, 2], 9), bias: random([3], 8) };
    createOptimizer({ ...OPTIONS, optimizer: 'lars' }, SPECS).update(params, grads, RATES);
    const after = valuesOf(params);
    const moved = (name: string): number =>
      norm(after[name]!.map((value, index) => value - before[name]![index]!)) / RATES.learningRate;
    expect(moved('matrix') / norm(before.matrix!)).toBeCloseTo(1e-3, 6);
    expect(moved('bias')).toBeCloseTo(norm([...grads.bias.dataSync()]), 5);
  });
});

describe('sgd', () => {
  it('adds up gradients with momentum and decays nothing, as PyTorch without dampening', () => {
    const params = parameters();
    const [start] = valuesOf(params).matrix!;
    const optimizer = createOptimizer({ ...OPTIONS, optimizer: 'sgd' }, SPECS);
    for (const gradient of [1, 2, -4]) optimizer.update(params, { matrix: tf.fill([3, 2], gradient) }, RATES);
    // Velocities 1, 0.9 + 2 and 0.9 · 2.9 − 4.
    expect(valuesOf(params).matrix![0]).toBeCloseTo(start! - 0.1 * (1 + 2.9 - 1.39), 5);
  });
});
