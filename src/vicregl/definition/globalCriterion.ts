import * as tf from '@tensorflow/tfjs-core';
import { viewPairs } from './pairs';
import { meanOf } from './terms';
import { covariance, invariance, variance } from './vicreg';

/**
 * VICReg of the pooled embeddings `[B, D]` of all views: `[3]`, invariance averaged over the pairs of views, variance and
 * covariance averaged over the views. (VICReg's equation 6 adds up the latter two over a pair's views; the reference takes
 * means of all three.)
 */
export function globalCriterion(embeddings: readonly tf.Tensor2D[]): tf.Tensor1D {
  const z = embeddings.map((embedding) => tf.expandDims<tf.Tensor3D>(embedding, 1));
  return tf.stack([
    meanOf(viewPairs(z.length).map(({ first, second }) => invariance(z[first]!, z[second]!))),
    meanOf(z.map(variance)),
    meanOf(z.map(covariance)),
  ]) as tf.Tensor1D;
}
