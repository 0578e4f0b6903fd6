import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from '../crossEntropy';
import { casesOf } from './opCases';

/** Labels are among the first of the classes. */
const CLASSES = 10;
const size = (batch: number, classes: number) => ({ inputs: { logits: [batch, classes], labels: [batch] } });

export const crossEntropyCases = casesOf(crossEntropy, {
  tolerance: 2e-6,
  prepare: (name, tensor) =>
    name === 'labels'
      ? tf.cast(tf.clipByValue(tf.floor(tf.mul(tf.abs(tensor), 5)), 0, CLASSES - 1), 'int32')
      : tf.mul(tensor, 30),
  fixed: ['labels'],
  sizes: { 'one sample': size(1, CLASSES), ragged: size(7, 10), 'more samples than threads': size(130, 33) },
  timed: { '32×10': { ...size(32, 10), flops: 0, free: ['logits'] } },
});
