import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import { oneHot } from '../tensors/oneHot';

type CrossEntropyInputs = {
  /** `[B, classes]`. */
  logits: tf.Tensor2D;
  /** `[B]` int32. */
  labels: tf.Tensor1D;
};

interface CrossEntropyParts {
  logitsGradient(inputs: CrossEntropyInputs & { dy: tf.Tensor }): tf.Tensor;
}

/** Best guesses that count for the second accuracy, as in the reference. */
export const TOP_GUESSES = 5;

/** Fraction of the batch whose label is among the k largest of `logits`; equal logits count as smaller. */
function topAccuracy(logits: tf.Tensor2D, wanted: tf.Tensor, k: number): tf.Scalar {
  const own = tf.sum(tf.mul(wanted, logits), 1, true);
  const ahead = tf.sum(tf.cast(tf.greater(logits, own), 'float32'), 1);
  return tf.mean(tf.cast(tf.less(ahead, k), 'float32'));
}

/**
 * `[loss, accuracies]`: the mean over the batch of −log softmax(logits)[label], scalar, and the fractions of the batch whose
 * label has the largest and one of the five largest logits, `[2]`. The loss is differentiable in the logits.
 */
export const crossEntropy = defineOp({
  name: 'crossEntropy',
  composed: ({ logits, labels }: CrossEntropyInputs): [tf.Scalar, tf.Tensor1D] => {
    const wanted = oneHot(labels, logits.shape[1]);
    const loss = tf.neg<tf.Scalar>(tf.mean(tf.sum(tf.mul(wanted, tf.logSoftmax(logits)), -1)));
    const accuracies = [1, TOP_GUESSES].map((k) => topAccuracy(logits, wanted, k));
    return [loss, tf.stack(accuracies) as tf.Tensor1D];
  },
  saves: (inputs) => inputs,
  gradient: (given, parts: CrossEntropyParts) => ({ logits: () => parts.logitsGradient(given) }),
});
