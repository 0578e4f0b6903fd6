import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import type { Stored } from './precision';

type Scales = {
  /** Layer scale, `[C]`; left out where a block has none. */
  gamma?: tf.Tensor | undefined;
  /** Drop path, `[B]`: 0 for a dropped sample, 1 / (keep probability) for the others; left out where nothing is dropped. */
  keep?: tf.Tensor | undefined;
};

type ResidualInputs = Scales & {
  /** `[B, ..., C]`. */
  x: tf.Tensor;
  /** What the block adds, of the shape of x. */
  branch: tf.Tensor;
};

interface ResidualParts {
  /** dy, scaled as the branch was. */
  branchGradient(inputs: Scales & { branch: tf.Tensor }): tf.Tensor;
  gammaGradient(inputs: Pick<Scales, 'keep'> & { dy: tf.Tensor; branch: tf.Tensor }): tf.Tensor;
}

/** x + branch · gamma · keep[sample] → the shape of x. */
export const residual = defineOp({
  name: 'residual',
  composed: ({ x, branch, gamma, keep }: ResidualInputs, _: Stored): tf.Tensor => {
    const scaled = gamma === undefined ? branch : tf.mul(branch, gamma);
    if (keep === undefined) return tf.add(x, scaled);
    const perSample = tf.reshape(keep, [-1, ...x.shape.slice(1).map(() => 1)]);
    return tf.add(x, tf.mul(scaled, perSample));
  },
  // Without gamma nobody asks for the branch again.
  saves: ({ branch, gamma, keep }) => ({ branch: gamma && branch, gamma, keep }),
  gradient: ({ dy, branch, gamma, keep }, parts: ResidualParts) => ({
    x: () => tf.clone(dy),
    branch: () =>
      gamma === undefined && keep === undefined
        ? tf.clone(dy)
        : parts.branchGradient({ branch: dy, gamma, keep }),
    gamma: () => parts.gammaGradient({ dy, branch: branch!, keep }),
  }),
});
