import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allocate, currentBackend } from '../backendView';
import type { Computer } from '../../compute/computer';
import { flush } from '../flush';
import { narrowInto } from '../halfConversion';
import { allocateStored, isHalf } from '../halfTensors';
import { batchNorm } from '../../ops/batchNorm';
import { conv2d } from '../../ops/conv2d';
import { depthwiseConv } from '../../ops/depthwiseConv';
import { layerNorm } from '../../ops/layerNorm';
import { linear } from '../../ops/linear';
import { maxPool } from '../../ops/maxPool';
import { meanCells } from '../../ops/meanCells';
import { patchConv } from '../../ops/patchConv';
import { residual } from '../../ops/residual';
import { variableCopy } from '../../compute/variableCopy';
import { openSharedDevice } from '../testing/sharedDevice';
import { ADAPTERS, openTiledFor } from './adapters';
import { compareToComposed } from './compareToComposed';

/** Largest error of a value rounded to the nearest half, relative to the value. */
const ROUNDING = 2 ** -11;
/**
 * Inputs are exact, so a result is rounded once; a gradient's own inputs may have been rounded before (GELU's derivative),
 * and the largest value, to which errors are relative, by as much. Arithmetic in float32 adds 2e-5.
 */
const TOLERANCE = 3 * ROUNDING + 2e-5;

type Op = Parameters<typeof compareToComposed>[0];
interface Case {
  readonly op: unknown;
  readonly shapes: Record<string, number[]>;
  readonly attributes?: Record<string, number | boolean | string>;
  /** Inputs in halves. */
  readonly halves: readonly string[];
  /** Outputs and gradients that must come in halves. */
  readonly results: readonly string[];
}

const whole = { halves: ['x'], results: ['y0', 'dx'] };
const linearCase = (m: number, k: number, n: number, activation: string): Case => ({
  op: linear,
  shapes: { x: [m, k], w: [n, k], b: [n] },
  attributes: { activation },
  ...whole,
});

const CASES: Record<string, Case> = {
  'linear, one vector': linearCase(1, 4, 4, 'none'),
  'linear, ReLU': linearCase(65, 12, 36, 'relu'),
  'linear, GELU': linearCase(130, 48, 64, 'gelu'),
  'linear, long sums for a small gradient': linearCase(700, 20, 8, 'none'),
  layerNorm: {
    op: layerNorm,
    shapes: { x: [3, 67, 12], gamma: [12], beta: [12] },
    attributes: { eps: 1e-6 },
    ...whole,
  },
  batchNorm: {
    op: batchNorm,
    shapes: { x: [3, 65, 20], gamma: [20], beta: [20] },
    attributes: { eps: 1e-5, relu: false },
    ...whole,
  },
  'batchNorm, ReLU': {
    op: batchNorm,
    shapes: { x: [650, 20], gamma: [20], beta: [20] },
    attributes: { eps: 1e-5, relu: true },
    ...whole,
  },
  conv2d: {
    op: conv2d,
    shapes: { x: [2, 5, 9, 8], w: [16, 8, 3, 3] },
    attributes: { stride: 2, padding: 1 },
    ...whole,
  },
  maxPool: { op: maxPool, shapes: { x: [3, 7, 5, 16] }, ...whole },
  depthwiseConv: { op: depthwiseConv, shapes: { x: [2, 9, 13, 20], w: [20, 1, 7, 7], b: [20] }, ...whole },
  patchConv: {
    op: patchConv,
    shapes: { x: [3, 6, 8, 8], w: [12, 8, 2, 2], b: [12] },
    attributes: { patch: 2 },
    ...whole,
  },
  'patchConv, pixels left over': {
    op: patchConv,
    shapes: { x: [2, 7, 5, 8], w: [12, 8, 2, 2], b: [12] },
    attributes: { patch: 2 },
    halves: ['x'],
    results: ['y0'],
  },
  'patchConv of images, which are float32': {
    op: patchConv,
    shapes: { x: [2, 8, 8, 3], w: [12, 3, 4, 4], b: [12] },
    attributes: { patch: 4 },
    halves: [],
    results: ['y0'],
  },
  residual: {
    op: residual,
    shapes: { x: [3, 5, 8], branch: [3, 5, 8], gamma: [8], keep: [3] },
    halves: ['x', 'branch'],
    results: ['y0', 'dx', 'dbranch'],
  },
  'meanCells, in float32 forwards': {
    op: meanCells,
    shapes: { x: [3, 17, 64] },
    halves: ['x'],
    results: ['dx'],
  },
};

describe.each(ADAPTERS)('kernels for %s on halves, against their compositions', (adapter) => {
  let open: Computer;
  beforeAll(async () => {
    open = await openTiledFor(adapter);
  });
  afterAll(() => open.close());

  for (const [name, { op, shapes, attributes, halves, results }] of Object.entries(CASES))
    it(name, async () => {
      const compared = await compareToComposed(op as Op, shapes, attributes ?? {}, {
        halves,
        fixed: ['keep'],
      });
      expect(compared.error, compared.worst).toBeLessThan(TOLERANCE);
      expect(compared.repeats).toBe(true);
      expect(compared.halves).toEqual(results);
    });
});

describe('a tensor of halves', () => {
  let open: Computer;
  beforeAll(async () => {
    open = await openSharedDevice();
  });
  afterAll(() => open.close());

  /** Values as a tensor of halves, in rows of four. */
  function halfTensor(values: readonly number[]): tf.Tensor {
    const backend = currentBackend();
    const half = allocateStored(backend, [values.length / 4, 4], true);
    narrowInto(backend, tf.tensor([...values], half.shape), half);
    return tf.engine().makeTensorFromTensorInfo(half);
  }
  const VALUES = [1, -2.5, 2 ** -24, 65504, 0, 0.25, 2 ** -14, -65504];

  it('takes half the memory, and none where a row is no multiple of four', () => {
    const backend = currentBackend();
    const bytes = (shape: number[]) =>
      (backend.tensorMap.get(allocateStored(backend, shape, true).dataId).resource as GPUBuffer | undefined)
        ?.size;
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
