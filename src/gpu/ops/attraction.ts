import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from '../fusedOp';

interface PairInputs {
  [name: string]: tf.Tensor;
  input: tf.Tensor3D;
  candidate: tf.Tensor3D;
}

interface WeightedPairInputs extends PairInputs {
  weight: tf.Tensor2D;
}

type NoAttributes = Record<string, never>;

const squaredDifferences = ({ input, candidate }: PairInputs): tf.Tensor3D =>
  tf.square(tf.sub<tf.Tensor3D>(input, candidate));

/** `attraction` of all pairs. */
export const plainAttraction = defineFusedOp<PairInputs, NoAttributes, tf.Scalar>('VicAttraction', (inputs) =>
  tf.mean(squaredDifferences(inputs)),
);

/** `attraction` of the pairs that have a weight of 1. */
export const weightedAttraction = defineFusedOp<WeightedPairInputs, NoAttributes, tf.Scalar>(
  'VicWeightedAttraction',
  (inputs) => {
    const perPair = tf.mean(squaredDifferences(inputs), -1);
    // Weights are 0 or 1, so that a sum below 1 means that no pair is left.
    const pairs = tf.maximum(tf.sum(inputs.weight), 1);
    return tf.div(tf.sum(tf.mul(perPair, inputs.weight)), pairs);
  },
);

/**
 * The invariance term of matched pairs: their mean squared difference.
 *
 * `input`, `candidate` `[B, k, C]` → scalar, the mean over B, k and C. With `weight` `[B, k]` of zeros and ones, a pair of
 * weight 0 leaves the term: the mean is over the pairs that are left, and 0 when none is. Differentiable in `input` and
 * `candidate`, not in `weight`. Source: paper section 3.1, s(Z, Z'), and its matching thresholds (section 3.2).
 */
export function attraction(
  { weight, ...pair }: PairInputs & { weight?: tf.Tensor2D },
  attributes: NoAttributes,
): tf.Scalar {
  return weight === undefined
    ? plainAttraction(pair, attributes)
    : weightedAttraction({ ...pair, weight }, attributes);
}
