import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import { oneHot } from '../tensors/oneHot';

type PixelEntropyInputs = {
  /** `[P, K]`. */
  logits: tf.Tensor2D;
  /** `[P]` int32. */
  classes: tf.Tensor1D;
};

/** Kept: the gradient by the logits of the mean itself. */
type PixelEntropyKept = { gradient: tf.Tensor };

/**
 * Mean of −log softmax(logits)[class] over the rows whose class is not `ignored`; 0 without any. A class beyond the last
 * counts as a row of no loss. Differentiable in the logits.
 */
export const pixelEntropy = defineOp({
  name: 'pixelEntropy',
  composed: ({ logits, classes }: PixelEntropyInputs, { ignored }: { ignored: number }): tf.Scalar => {
    const truth = oneHot(classes, logits.shape[1]);
    const counted = tf.sum(tf.cast(tf.notEqual(classes, ignored), 'float32'));
    const entropy = tf.neg(tf.sum(tf.mul(truth, tf.logSoftmax(logits))));
    return tf.div(entropy, tf.maximum(counted, 1));
  },
  saves: (_, __, { gradient }: PixelEntropyKept) => ({ gradient }),
  gradient: ({ dy, gradient }) => ({ logits: () => tf.mul(gradient, dy) }),
});
