import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { criterionTermsCases } from '../../ops/cases/criterionTerms';
import { inputsOf, type Size } from '../../ops/cases/opCases';
import { embeddings } from '../../ops/cases/viewTermsSizes';
import { openSharedDevice } from '../testing/sharedDevice';

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
});
afterAll(() => open.close());

const WEIGHTS = { alpha: 0.5, lambda: 1, mu: 1, nu: 1 };

/** Loss and terms where all values of all rows are 1. */
async function termsOfOnes(size: Size): Promise<{ total: number; terms: number[] }> {
  const inputs = Object.entries(inputsOf(criterionTermsCases, size)).map(
    ([name, tensor]) =>
      [name, name === 'maps' || name === 'embeddings' ? tf.onesLike(tensor) : tensor] as const,
  );
  const [total, terms] = criterionTermsCases.op(Object.fromEntries(inputs), size.attributes!) as tf.Tensor[];
  return { total: (await total!.data())[0]!, terms: [...(await terms!.data())] };
}

it('the invariance of matches alone is zero where all cells are the same', async () => {
  expect(await termsOfOnes(criterionTermsCases.sizes['the local invariance alone']!)).toEqual({
    total: 0,
    terms: [0, 0, 0],
  });
});

it('loss and terms are NaN for a batch of one', async () => {
  const { inputs, attributes } = embeddings(1, 2, 3);
  const found = await termsOfOnes({
    inputs: { embeddings: inputs.rows },
    attributes: { global: attributes, weights: WEIGHTS },
  });
  expect(found).toEqual({ total: NaN, terms: [NaN, NaN, NaN] });
});
