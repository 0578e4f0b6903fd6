import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import type { Stored } from './precision';

interface MaxPoolParts {
  /** `x` for its shape and precision. */
  inputGradient(inputs: { dy: tf.Tensor; taps: tf.Tensor; x: tf.Tensor }): tf.Tensor;
}

/** Kept: which of its nine taps each window took, int32 of the shape of the output. */
type MaxPoolKept = { taps: tf.Tensor };

/** ResNet's 3 × 3 max-pool with stride 2 and padding 1: x `[B, H, W, C]` → `[B, ⌈H/2⌉, ⌈W/2⌉, C]`. */
export const maxPool = defineOp({
  name: 'maxPool',
  composed: ({ x }: { x: tf.Tensor }, _: Stored): tf.Tensor => tf.maxPool(x as tf.Tensor4D, 3, 2, 1, 'floor'),
  saves: ({ x }, _, { taps }: MaxPoolKept) => ({ x, taps }),
  gradient: (given, parts: MaxPoolParts) => ({ x: () => parts.inputGradient(given) }),
});
