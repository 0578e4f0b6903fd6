import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../config/modelConfig';
import { detach } from '../gpu/detach';
import { oneHot } from '../gpu/oneHot';
import { linear } from '../gpu/ops/linear';
import type { TensorMap } from '../nn/parameters';
import { criterion } from './criterion';
import type { CriterionOptions } from './criterion';
import type { VicregTerms } from './globalCriterion';
import type { DirectedMatches } from './localCriterion';
import { CLASSIFIER, forwardViews } from './network';
import type { ForwardMode, NetworkOutputs } from './network';

/** What a step gives to the loss; the first two views are the global ones. */
export interface LossInputs {
  /** Normalised images, `[B, H, W, 3]` per view. */
  readonly views: readonly tf.Tensor4D[];
  /** Cell centres per view as (y, x) in pixels of the source image, `[B, rows, columns, 2]`. */
  readonly locations: readonly tf.Tensor[];
  /** Classes, `[B]` int32; needed where the model has a classifier. */
  readonly labels?: tf.Tensor1D;
}

export interface LossOptions extends Omit<ForwardMode, 'alpha'> {
  readonly model: ModelConfig;
  /** The loss section of a configuration fits as it is. */
  readonly criterion: CriterionOptions;
}

export interface LossResult {
  /** The criterion, plus the cross entropy of the online classifier. */
  readonly loss: tf.Scalar;
  /** Each already multiplied by its coefficient; a branch that α switches off is absent. */
  readonly terms: {
    readonly global?: VicregTerms;
    readonly local?: VicregTerms;
    readonly classifier?: tf.Scalar;
  };
  readonly views: readonly NetworkOutputs[];
  /** Output of the online classifier for view 0, `[B, classes]`. */
  readonly logits?: tf.Tensor2D;
  readonly matches: readonly DirectedMatches[];
  /** New running statistics, for the caller to store. */
  readonly buffers: Readonly<Record<string, tf.Tensor>>;
}

/**
 * The VICRegL loss of a batch (paper, section 3): views → networks → criterion, and a linear classifier beside them that
 * sees the detached representation of view 0 alone, so that the model does not feel it. Differentiable in the trainable
 * tensors of `params`.
 *
 * @throws Failure `weights_mismatch` where `params` lacks a tensor, `config_invalid` when γ exceeds the cells of a view.
 */
export function vicreglLoss(
  params: TensorMap,
  { views, locations, labels }: LossInputs,
  { model, criterion: options, ...mode }: LossOptions,
): LossResult {
  const networks = forwardViews(model, params, views, { ...mode, alpha: options.alpha });
  const { total, matches, ...terms } = criterion(
    networks.views.map((view, index) => ({ ...view, locations: locations[index]! })),
    options,
  );
  const shared = { views: networks.views, buffers: networks.buffers, matches };
  const weight = params[`${CLASSIFIER}.weight`];
  const bias = params[`${CLASSIFIER}.bias`];
  if (labels === undefined || weight === undefined || bias === undefined)
    return { ...shared, loss: total, terms };

  const representation = detach(networks.views[0]!.representation);
  const logits = linear({ x: representation, w: weight, b: bias }, { activation: 'none' }) as tf.Tensor2D;
  const classifier = crossEntropy(logits, labels);
  return { ...shared, loss: tf.add(total, classifier), terms: { ...terms, classifier }, logits };
}

/** Mean over the batch of −log softmax(logits)[label]. */
function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const wanted = oneHot(labels, logits.shape[1]);
  return tf.neg(tf.mean(tf.sum(tf.mul(wanted, tf.logSoftmax(logits)), -1)));
}
