import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';

/** Below this norm a row counts as zero (PyTorch's `normalize`). */
export const NORM_FLOOR = 1e-12;
/** Added to standard deviations before they divide, as in the reference. */
export const STD_EPSILON = 1e-5;

/**
 * The mean over dimensions of the unbiased standard deviation over the batch of the L2-normalised rows of x `[B, D]`: about
 * 1/√D where they point everywhere, 0 at collapse.
 */
function normalizedStd(x: tf.Tensor2D): tf.Scalar {
  const norms = tf.maximum(tf.sqrt(tf.sum(tf.square(x), 1, true)), NORM_FLOOR);
  return tf.mean(batchStd(tf.div(x, norms)));
}

/** Mean off-diagonal entry of the correlation matrix of x `[B, D]` over the batch. */
function meanCorrelation(x: tf.Tensor2D): tf.Scalar {
  const [batch, dimensions] = x.shape;
  const scores = tf.div(tf.sub(x, tf.mean(x, 0, true)), tf.add(batchStd(x), STD_EPSILON));
  // Σ over d ≠ e of scores_d · scores_e, without forming the D × D matrix.
  const offDiagonal = tf.sub(tf.square(tf.sum(scores, 1)), tf.sum(tf.square(scores), 1));
  return tf.div(tf.sum(offDiagonal), (batch - 1) * dimensions * (dimensions - 1));
}

/** Unbiased standard deviation over the batch, `[1, D]`. */
function batchStd(x: tf.Tensor2D): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, 0, true));
  return tf.sqrt(tf.div(tf.sum(tf.square(centred), 0, true), x.shape[0] - 1));
}

type CollapseMeasuresInputs = {
  [embeddings: `x${number}`]: tf.Tensor;
  /** Other measures of the step, scalars or `[k]`. */
  [known: `known${number}`]: tf.Tensor;
};

/** `name0`, `name1`, … of some inputs. */
export function numberedInputs<T>(inputs: Readonly<Record<string, T>>, name: 'x' | 'known'): T[] {
  const found: T[] = [];
  for (let input = inputs[`${name}0`]; input !== undefined; input = inputs[`${name}${found.length}`])
    found.push(input);
  return found;
}

export type CollapseMeasuresAttributes = {
  /** B: the first rows of each tensor count, the other views' are left out. */
  batch: number;
};

/**
 * Whether embeddings collapse: of each of `x0`, `x1`, … `[≥ B, D]` the standard deviation of the normalised rows, and the
 * mean off-diagonal correlation → `[K + 2n]`, two numbers for each, after the K of `known0`, `known1`, …, so that one tensor
 * has them all. What the reference logs beside the loss. Not differentiable.
 */
export const collapseMeasures = defineOp({
  name: 'collapseMeasures',
  composed: (inputs: CollapseMeasuresInputs, { batch }: CollapseMeasuresAttributes): tf.Tensor1D => {
    const measures = numberedInputs(inputs, 'x').flatMap((embeddings) => {
      const x = tf.slice(embeddings as tf.Tensor2D, 0, batch);
      return [normalizedStd(x), meanCorrelation(x)];
    });
    const all = [...numberedInputs(inputs, 'known'), ...measures];
    return tf.concat1d(all.map((values) => tf.reshape<tf.Rank.R1>(values, [-1])));
  },
});
