import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FusedOp, OpAttributes } from '../../ops/fusedOp';
import { compareToComposed } from '../../gpu/kernels/compareToComposed';
import { NETWORK_CASES, NETWORK_INPUTS, type NetworkCase } from '../../gpu/kernels/networkCases';
import { linear } from '../../ops/linear';
import { pixelEntropy } from '../../ops/pixelEntropy';
import { registerWasmKernels } from './index';

const TOLERANCE = 1e-5;

type Op = FusedOp<Record<string, tf.Tensor>, OpAttributes, tf.Tensor | tf.Tensor[]>;

beforeAll(async () => {
  await tf.setBackend('wasm');
  registerWasmKernels();
});

describe('ops of the networks on WebAssembly against their compositions', () => {
  const cases: Record<string, NetworkCase> = {
    'linear of one number': [linear, { x: [1, 1], w: [1, 1], b: [1] }, { activation: 'none' }],
    'linear, ragged, without bias': [linear, { x: [7, 5], w: [11, 5] }, { activation: 'none' }],
    'linear with ReLU': [linear, { x: [9, 4], w: [10, 4], b: [10] }, { activation: 'relu' }],
    'linear with GELU, ragged': [linear, { x: [67, 13], w: [19, 13], b: [19] }, { activation: 'gelu' }],
    'linear with GELU, long sums': [linear, { x: [130, 260], w: [24, 260], b: [24] }, { activation: 'gelu' }],
    'linear, many rows': [linear, { x: [1030, 48], w: [36, 48], b: [36] }, { activation: 'none' }],
    ...NETWORK_CASES,
  };

  for (const [name, [op, shapes, attributes = {}]] of Object.entries(cases)) {
    it(name, async () => {
      const result = await compareToComposed(op as Op, shapes, attributes, {
        backend: 'wasm',
        ...NETWORK_INPUTS,
      });
      expect(result.error, result.worst).toBeLessThan(TOLERANCE);
      expect(result.repeats).toBe(true);
    });
  }
});

describe('the cross entropy of pixels on WebAssembly against its composition', () => {
  const IGNORED = 4;
  /** Classes of which some are ignored and some are beyond the last. */
  const prepare = (name: string, tensor: tf.Tensor) =>
    name === 'classes'
      ? tf.cast(tf.floor(tf.mul(tf.abs(tensor), 3)), 'int32')
      : tf.mul(tensor, tf.scalar(20));

  it.each([
    [1, 1],
    [50, 3],
    [67, 4],
    [40, 11],
    [3000, 21],
  ])('%i rows of %i classes', async (rows, classes) => {
    const result = await compareToComposed(
      pixelEntropy as unknown as Op,
      { logits: [rows, classes], classes: [rows] },
      { ignored: IGNORED },
      { backend: 'wasm', prepare, fixed: ['classes'] },
    );
    expect(result.error, result.worst).toBeLessThan(TOLERANCE);
    expect(result.repeats).toBe(true);
  });
});
