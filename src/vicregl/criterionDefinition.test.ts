import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError } from '../device/parity/comparison';
import { CRITERION_CASES, evaluateCriterion, type CriterionCase } from './criterionCases';

/** What only looks ask for; kernels see no difference. */
const KIND_CASES: readonly CriterionCase[] = [
  {
    name: 'embedding matches alone',
    ...{ batch: 4, cells: [9, 6, 4], dimensions: [8, 3] },
    options: { kinds: ['embedding'], embeddingThreshold: 1.2, locationThreshold: 9 },
  },
  {
    name: 'location matches alone, the rest of complete maps',
    ...{ batch: 4, cells: [9, 6, 4], dimensions: [8, 3] },
    options: { kinds: ['location'], locationThreshold: 9, fastVarianceCovariance: true },
  },
];

beforeAll(() => tf.setBackend('cpu'));

describe('the criterion as its definition says', () => {
  it.each([...CRITERION_CASES, ...KIND_CASES])('$name', async (given) => {
    const expected = await evaluateCriterion(given, 'definition');
    const actual = await evaluateCriterion(given, 'fused');
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const name of Object.keys(expected)) {
      expect(relativeError(actual[name]!, expected[name]!), name).toBeLessThan(1e-5);
    }
  });
});
