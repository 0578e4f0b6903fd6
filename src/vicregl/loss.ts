import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../config/modelConfig';
import { detach } from '../tensors/detach';
import { crossEntropy } from '../ops/crossEntropy';
import { linear } from '../ops/linear';
import { collapseMeasures } from '../ops/collapseMeasures';
import type { TensorMap } from '../nn/parameters';
import { criterion } from './criterion';
import type { CriterionOptions } from './definition/criterion';
import { hasGlobalBranch, hasLocalBranch } from './definition/terms';
import type { MatchedCells } from './matchedCells';
import { CLASSIFIER } from './modules';
import { batchViews, forwardViews, stackOutputs } from './network';
import type { ForwardMode, NetworkOutputs, ViewBatch } from './network';

/** What a step gives to the loss; the first two views are the global ones. */
export interface LossInputs {
  readonly batches: readonly ViewBatch[];
  /** Cell centres as (y, x) in pixels of the source image, `[R, 2]`: the views in the order of the batches, cell by cell. */
  readonly locations: tf.Tensor2D;
  /** Classes, `[B]` int32; needed where the model has a classifier. */
  readonly labels?: tf.Tensor1D;
}

/** Views of one shape each, `[B, H, W, 3]`, and the centres of their cells, as the loss takes them. */
export function lossInputs(
  views: readonly tf.Tensor4D[],
  locations: readonly tf.Tensor[],
): Pick<LossInputs, 'batches' | 'locations'> {
  const batches = batchViews(views);
  const order = batches.flatMap((batch) => batch.views);
  return {
    batches,
    locations: tf.concat2d(
      order.map((view) => tf.reshape<tf.Rank.R2>(locations[view]!, [-1, 2])),
      0,
    ),
  };
}

export interface LossOptions extends Omit<ForwardMode, 'alpha'> {
  readonly model: ModelConfig;
  /** The loss section of a configuration fits as it is. */
  readonly criterion: CriterionOptions;
}

export interface LossResult {
  /** The criterion, plus the cross entropy of the online classifier. */
  readonly loss: tf.Scalar;
  /** The criterion's terms, see `termNames`. */
  readonly terms: tf.Tensor1D;
  /** Of the online classifier for view 0: its cross entropy, and the fractions of best and five best guesses, `[2]`. */
  readonly classifier?: { readonly entropy: tf.Scalar; readonly accuracies: tf.Tensor1D };
  readonly outputs: readonly NetworkOutputs[];
  readonly matches?: MatchedCells;
  /** New running statistics, for the caller to store. */
  readonly buffers: Readonly<Record<string, tf.Tensor>>;
}

/**
 * The VICRegL loss of a batch: views → networks → criterion, and a linear classifier beside them that
 * sees the detached representation of view 0 alone, so that the model does not feel it. Differentiable in the trainable
 * tensors of `params`.
 *
 * @throws Failure `weights_mismatch` where `params` lacks a tensor, `config_invalid` when γ exceeds the cells of a view.
 */
export function vicreglLoss(
  params: TensorMap,
  { batches, locations, labels }: LossInputs,
  { model, criterion: options, ...mode }: LossOptions,
): LossResult {
  const { alpha } = options;
  const { outputs, buffers } = forwardViews(model, params, batches, { ...mode, alpha });
  const { total, ...record } = criterion(
    {
      ...(hasGlobalBranch(alpha) && { embeddings: stackOutputs(outputs, 'embedding') }),
      ...(hasLocalBranch(alpha) && { maps: stackOutputs(outputs, 'maps') }),
      locations,
    },
    options,
  );
  const result = { ...record, outputs, buffers, loss: total };
  const weight = params[`${CLASSIFIER}.weight`];
  const bias = params[`${CLASSIFIER}.bias`];
  if (labels === undefined || weight === undefined || bias === undefined) return result;

  const { representation: all, views } = outputs[0]!;
  const representation = tf.slice(detach(all), 0, all.shape[0] / views.length);
  const logits = linear({ x: representation, w: weight, b: bias }, { activation: 'none' }) as tf.Tensor2D;
  const [entropy, accuracies] = crossEntropy({ logits, labels });
  return { ...result, loss: tf.add(total, entropy), classifier: { entropy, accuracies } };
}

/**
 * What the reference logs beside the loss, of view 0: whether its representations and, where there are any, its embeddings
 * collapse, two numbers each; see `collapseMeasures`.
 * @param known other measures, which come first.
 */
export function collapseMeasuresOfFirstView(
  outputs: readonly NetworkOutputs[],
  known: readonly tf.Tensor[] = [],
): tf.Tensor1D {
  const { views, representation, embedding } = outputs[0]!;
  return collapseMeasures(
    {
      x0: detach(representation),
      ...(embedding && { x1: detach(embedding) }),
      ...Object.fromEntries(known.map((values, i) => [`known${i}`, values])),
    },
    { batch: representation.shape[0] / views.length },
  );
}
