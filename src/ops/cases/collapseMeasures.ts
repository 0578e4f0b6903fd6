import * as tf from '@tensorflow/tfjs-core';
import { collapseMeasures } from '../collapseMeasures';
import { casesOf } from './opCases';

const size = (batch: number, ...shapes: readonly (readonly number[])[]) => ({
  inputs: Object.fromEntries(shapes.map((shape, i) => [`x${i}`, shape])),
  attributes: { batch },
});

const beside = (
  { inputs, attributes }: ReturnType<typeof size>,
  ...known: readonly (readonly number[])[]
) => ({
  inputs: { ...inputs, ...Object.fromEntries(known.map((shape, i) => [`known${i}`, shape])) },
  attributes,
});

export const collapseMeasuresCases = casesOf(collapseMeasures, {
  tolerance: 1e-5,
  fixed: 'all',
  prepare: (_, x) => tf.add(x, 0.5),
  sizes: {
    'beside other measures': beside(size(8, [8, 5], [8, 40]), [6], [], [300]),
    'all rows': size(8, [8, 5], [8, 300]),
    'the first rows of one': size(5, [9, 17]),
    'a large batch': size(300, [600, 4], [300, 3]),
  },
  timed: { '32×96 and 32×256': { ...size(32, [64, 96], [64, 256]), flops: 0 } },
});
