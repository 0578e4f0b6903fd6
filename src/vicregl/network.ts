import * as tf from '@tensorflow/tfjs-core';
import { representationSize } from '../config/geometry';
import type { ModelConfig } from '../config/modelConfig';
import { backboneForward, backboneSpecs } from '../nn/backbone';
import type { DropPathKeep } from '../nn/dropPath';
import { expanderForward, expanderNorm, expanderSpecs } from '../nn/expander';
import type { ParameterSpec, TensorMap } from '../nn/parameters';
import { withoutPrefix, withPrefix } from '../nn/scope';
import { linearSpecs } from '../nn/specs';
import { hasGlobalBranch, hasLocalBranch } from './criterion';
import type { Coefficient } from './matching';

/** The modules of a model, by the reference's names. */
export const BACKBONE = 'backbone';
export const LOCAL_EXPANDER = 'maps_projector';
export const GLOBAL_EXPANDER = 'projector';
export const CLASSIFIER = 'classifier';

/**
 * Every parameter and buffer of a model, in the order of the reference's state dict. At α = 1 there is no local expander,
 * at α = 0 no global one; `classes` (with the model's `classifier` on) adds the online classifier.
 */
export function networkSpecs(model: ModelConfig, alpha: Coefficient, classes?: number): ParameterSpec[] {
  const width = representationSize(model.backbone);
  const norm = expanderNorm(model);
  const specs = withPrefix(backboneSpecs(model.backbone), BACKBONE);
  if (hasLocalBranch(alpha)) {
    specs.push(...withPrefix(expanderSpecs(width, model.localExpander, norm), LOCAL_EXPANDER));
  }
  if (hasGlobalBranch(alpha)) {
    specs.push(...withPrefix(expanderSpecs(width, model.globalExpander, norm), GLOBAL_EXPANDER));
  }
  if (model.classifier && classes !== undefined) {
    specs.push(...linearSpecs(CLASSIFIER, width, classes, { bias: true }));
  }
  return specs;
}

/** What the networks make of one view. */
export interface NetworkOutputs {
  /** Pooled backbone map, `[B, C]`. */
  readonly representation: tf.Tensor2D;
  /** Backbone map, `[B, N, C]`. */
  readonly features: tf.Tensor3D;
  /** Output of the global expander, `[B, D]`; absent at α = 0. */
  readonly embedding?: tf.Tensor2D;
  /** Output of the local expander, `[B, N, D']`; absent at α = 1. */
  readonly maps?: tf.Tensor3D;
}

export interface ForwardMode {
  /** Batch norms use and update statistics, and blocks may be dropped. */
  readonly training: boolean;
  readonly alpha: Coefficient;
  /** Drop path of each view; left out, nothing is dropped. */
  readonly dropPath?: (view: number) => DropPathKeep;
}

export interface ForwardResult {
  readonly views: readonly NetworkOutputs[];
  /** Running statistics after all views, under the model's names; empty without batch norms. */
  readonly buffers: Readonly<Record<string, tf.Tensor>>;
}

/**
 * Views `[B, H, W, 3]` through backbone and expanders. Layer norms treat each sample by itself, so views of one size go
 * through as one batch: the same numbers in fewer, larger operations. With batch norms they go one after the other, as
 * in the reference: statistics are per view, and running ones are updated once per view.
 *
 * @throws Failure `weights_mismatch` where `params` lacks a tensor.
 */
export function forwardViews(
  model: ModelConfig,
  params: TensorMap,
  views: readonly tf.Tensor4D[],
  mode: ForwardMode,
): ForwardResult {
  const outputs: NetworkOutputs[] = [];
  let buffers: Record<string, tf.Tensor> = {};
  for (const group of joinsViews(model) ? viewsBySize(views) : views.map((_, view) => [view])) {
    const { outputs: results, buffers: updated } = forwardGroup(
      model,
      { ...params, ...buffers },
      views,
      group,
      mode,
    );
    group.forEach((view, position) => (outputs[view] = results[position]!));
    buffers = { ...buffers, ...updated };
  }
  return { views: outputs, buffers };
}

/** Whether views of one size go through a model as one batch: where no norm mixes samples. */
export function joinsViews(model: ModelConfig): boolean {
  return model.backbone.family === 'convnext' && expanderNorm(model) === 'layer_norm';
}

/** View numbers in groups of one shape. */
function viewsBySize(views: readonly tf.Tensor4D[]): number[][] {
  const groups = new Map<string, number[]>();
  views.forEach((view, index) => {
    const key = view.shape.join();
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()];
}

function forwardGroup(
  model: ModelConfig,
  params: TensorMap,
  views: readonly tf.Tensor4D[],
  group: readonly number[],
  { training, alpha, dropPath }: ForwardMode,
): { outputs: NetworkOutputs[]; buffers: Record<string, tf.Tensor> } {
  const norm = expanderNorm(model);
  const buffers: Record<string, tf.Tensor> = {};
  const collect = (module: string, updated: Readonly<Record<string, tf.Tensor>>): void => {
    for (const [name, value] of Object.entries(updated)) buffers[`${module}.${name}`] = value;
  };
  const expand = (module: string, rows: tf.Tensor2D, spec: string): tf.Tensor2D => {
    const { y, buffers: updated } = expanderForward(
      withoutPrefix(params, module),
      rows,
      spec,
      norm,
      training,
    );
    collect(module, updated);
    return y;
  };

  const images = group.map((view) => views[view]!);
  const {
    maps: features,
    representation,
    buffers: updated,
  } = backboneForward(
    model.backbone,
    withoutPrefix(params, BACKBONE),
    images.length === 1 ? images[0]! : tf.concat(images, 0),
    { training, ...(dropPath === undefined ? {} : { dropPathKeep: dropPathOfGroup(dropPath, group) }) },
  );
  collect(BACKBONE, updated);

  const [samples, cells, channels] = features.shape;
  const maps = hasLocalBranch(alpha)
    ? tf.reshape(
        expand(LOCAL_EXPANDER, tf.reshape(features, [samples * cells, channels]), model.localExpander),
        [samples, cells, -1],
      )
    : undefined;
  const embedding = hasGlobalBranch(alpha)
    ? expand(GLOBAL_EXPANDER, representation, model.globalExpander)
    : undefined;

  const perView = <T extends tf.Tensor>(whole: T): T[] =>
    group.length === 1 ? [whole] : tf.split(whole, group.length, 0);
  const [representations, featuresOfViews] = [perView(representation), perView(features)];
  const embeddings = embedding && perView(embedding);
  const mapsOfViews = maps && perView(maps as tf.Tensor3D);
  return {
    outputs: group.map((_, position) => ({
      representation: representations[position]!,
      features: featuresOfViews[position]!,
      ...(embeddings && { embedding: embeddings[position]! }),
      ...(mapsOfViews && { maps: mapsOfViews[position]! }),
    })),
    buffers,
  };
}

/** Masks of several views, one after the other as their samples are in the batch. */
function dropPathOfGroup(dropPath: (view: number) => DropPathKeep, group: readonly number[]): DropPathKeep {
  return (block, rate, batch) =>
    tf.concat1d(group.map((view) => dropPath(view)(block, rate, batch / group.length)));
}
