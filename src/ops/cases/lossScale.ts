import * as tf from '@tensorflow/tfjs-core';
import { lossScale } from '../lossScale';
import { randomTensor } from '../comparing/randomTensor';
import { casesOf } from './opCases';
import { PARAMETERS } from './packedUpdate';

/** What a few values of a gradient are at each step; they are as they were where nothing stands. */
const BAD = [undefined, undefined, undefined, NaN, undefined, -Infinity];

function gradient(shape: readonly number[], index: number, bad: number | undefined): tf.Tensor {
  const grad = randomTensor(shape, index);
  return bad === undefined ? grad : tf.where(tf.less(grad, 3), grad, bad);
}

export const lossScaleCases = casesOf(lossScale, {
  tolerance: 0,
  fixed: 'all',
  updates: { steps: BAD.length, replaced: () => [undefined, 'state'] },
  sizes: {
    'steps of which two are bad': {
      inputs: {
        state: () => tf.tensor1d([8, 0, 0]),
        ...Object.fromEntries(
          PARAMETERS.map((shape, i) => [
            `grad${i}`,
            (step: number) => gradient(shape, 100 + i, i === 1 ? BAD[step] : undefined),
          ]),
        ),
      },
      attributes: { growthInterval: 2 },
    },
  },
});
