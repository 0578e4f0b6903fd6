import * as tf from '@tensorflow/tfjs-core';
import { pixelEntropy } from '../pixelEntropy';
import { casesOf } from './opCases';

const size = (rows: number, classes: number) => ({
  inputs: { logits: [rows, classes], classes: [rows] },
  attributes: { ignored: 4 },
});

export const pixelEntropyCases = casesOf(pixelEntropy, {
  tolerance: 1e-5,
  // Classes of which some are ignored and some are beyond the last.
  prepare: (name, tensor) =>
    name === 'classes' ? tf.cast(tf.floor(tf.mul(tf.abs(tensor), 3)), 'int32') : tf.mul(tensor, 20),
  fixed: ['classes'],
  sizes: {
    'one row of one class': size(1, 1),
    '50 rows of 3 classes': size(50, 3),
    '67 rows of 4 classes': size(67, 4),
    '40 rows of 11 classes': size(40, 11),
    '3000 rows of 21 classes': size(3000, 21),
  },
});
