import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { matchTermsCases } from '../../ops/cases/matchTerms';
import { inputsOf, type OpCases } from '../../ops/cases/opCases';
import { embeddings, viewTermsCases } from '../../ops/cases/viewTerms';
import { openSharedDevice } from '../testing/sharedDevice';

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
});
afterAll(() => open.close());

/** The three terms where all values of all rows are 1. */
async function termsOfOnes(cases: OpCases, size: OpCases['sizes'][string]): Promise<number[]> {
  const inputs = inputsOf(cases, size);
  const terms = cases.op({ ...inputs, rows: tf.onesLike(inputs.rows!) }, size.attributes!);
  return [...(await (terms as tf.Tensor).data())];
}

it('matchTerms of the invariance alone are zero where all cells are the same', async () => {
  expect(await termsOfOnes(matchTermsCases, matchTermsCases.sizes['the invariance alone']!)).toEqual([
    0, 0, 0,
  ]);
});

it('viewTerms are NaN for a batch of one', async () => {
  expect((await termsOfOnes(viewTermsCases, embeddings(1, 2, 3)))[1]).toBeNaN();
});
