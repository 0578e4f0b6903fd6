import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relativeError } from '../device/parity/comparison';
import type { Computer } from '../compute/computer';
import { openSharedDevice } from '../gpu/testing/sharedDevice';
import { CRITERION_CASES, evaluateCriterion } from './criterionCases';

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
});
afterAll(() => open.close());

describe('the criterion on WebGPU as its definition says', () => {
  it.each(CRITERION_CASES)('$name', async (given) => {
    await tf.setBackend('cpu');
    const expected = await evaluateCriterion(given, 'definition');
    await tf.setBackend('webgpu');
    const actual = await evaluateCriterion(given, 'fused');
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const name of Object.keys(expected)) {
      expect(relativeError(actual[name]!, expected[name]!), name).toBeLessThan(5e-5);
    }
  });
});
