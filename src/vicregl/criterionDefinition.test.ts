import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError } from '../cli/parity/comparison';
import { CRITERION_CASES, evaluateCriterion } from './criterionCases';

beforeAll(() => tf.setBackend('cpu'));

describe('the criterion as its definition says', () => {
  it.each(CRITERION_CASES)('$name', async (given) => {
    const expected = await evaluateCriterion(given, 'definition');
    const actual = await evaluateCriterion(given, 'fused');
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const name of Object.keys(expected)) {
      expect(relativeError(actual[name]!, expected[name]!), name).toBeLessThan(1e-5);
    }
  });
});
