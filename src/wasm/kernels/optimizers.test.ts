import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { larsAll } from '../../ops/larsAll';
import { packInputs } from '../../ops/packedSlots';
import { nodeFiles } from '../nodeFiles';
import { openProcessor } from '../processor';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

it('leaves the old values of what an optimiser updates alone', async () => {
  const param = tf.ones([4]);
  const slots = tf.zeros<tf.Rank.R2>([1, 4]);
  const inputs = packInputs([param], [tf.ones([4])], { slots, scalars: tf.tensor2d([[0.5, 0]]) });
  const [updated] = larsAll(inputs, { rows: [0], offsets: [0], adapt: [0], momentum: 0.9, eta: 0.1 });
  expect([...(await updated!.data())]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect([...(await param.data()), ...(await slots.data())]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
});
