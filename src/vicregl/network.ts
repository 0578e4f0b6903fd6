import * as tf from '@tensorflow/tfjs-core';
import { groupEqual } from '../augment/viewList';
import { representationSize } from '../config/geometry';
import type { ModelConfig } from '../config/modelConfig';
import { backboneForward } from '../nn/backbone';
import { backboneSpecs } from '../nn/backboneSpecs';
import type { DropPathKeep } from '../nn/dropPath';
import { expanderForward } from '../nn/expander';
import { expanderNorm, expanderSpecs } from '../nn/expanderSpecs';
import type { Precision } from '../ops/precision';
import { layoutOf } from '../ops/viewLayout';
import type { ParameterSpec, TensorMap } from '../nn/parameters';
import { withoutPrefix, withPrefix } from '../nn/scope';
import { linearSpecs } from '../nn/specs';
import { hasGlobalBranch, hasLocalBranch, type Coefficient } from './definition/terms';
import { BACKBONE, CLASSIFIER, GLOBAL_EXPANDER, LOCAL_EXPANDER } from './modules';
import type { StackedViews } from './stackedViews';

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

/** Views that go through the networks together. */
export interface ViewBatch {
  /** Their numbers, in the order of their images. */
  readonly views: readonly number[];
  /** Normalised images of one size, one view after the other, `[V · B, H, W, 3]`. */
  readonly images: tf.Tensor4D;
}

/** What the networks make of a batch of views, whose samples stay in order. */
export interface NetworkOutputs {
  readonly views: readonly number[];
  /** Pooled backbone maps, `[V · B, C]`. */
  readonly representation: tf.Tensor2D;
  /** Backbone maps, `[V · B, N, C]`. */
  readonly features: tf.Tensor3D;
  /** Output of the global expander, `[V · B, D]`; absent at α = 0. */
  readonly embedding?: tf.Tensor2D;
  /** Output of the local expander, `[V · B, N, D']`; absent at α = 1. */
  readonly maps?: tf.Tensor3D;
}

export interface ForwardMode {
  /** Batch norms use and update statistics, and blocks may be dropped. */
  readonly training: boolean;
  readonly alpha: Coefficient;
  /** Drop path of some views one after the other; left out, nothing is dropped. */
  readonly dropPath?: (views: readonly number[]) => DropPathKeep;
  /** Leaves the global expander out, for whoever asks for maps alone. */
  readonly mapsOnly?: boolean;
  /** How activations are stored; float32 if left out. Representations and embeddings are float32 either way. */
  readonly precision?: Precision;
}

export interface ForwardResult {
  readonly outputs: readonly NetworkOutputs[];
  /** Running statistics after all views, under the model's names; empty without batch norms. */
  readonly buffers: Readonly<Record<string, tf.Tensor>>;
}

/**
 * Views through backbone and expanders. Layer norms treat each sample by itself, so views of one size go through as one
 * batch: the same numbers in fewer, larger operations. With batch norms they go one after the other, as in the
 * reference: statistics are per view, and running ones are updated once per view.
 *
 * @throws Failure `weights_mismatch` where `params` lacks a tensor.
 */
export function forwardViews(
  model: ModelConfig,
  params: TensorMap,
  batches: readonly ViewBatch[],
  mode: ForwardMode,
): ForwardResult {
  const outputs: NetworkOutputs[] = [];
  let buffers: Record<string, tf.Tensor> = {};
  for (const batch of joinsViews(model) ? batches : batches.flatMap(takeApart)) {
    const { output, buffers: updated } = forwardBatch(model, { ...params, ...buffers }, batch, mode);
    outputs.push(output);
    buffers = { ...buffers, ...updated };
  }
  return { outputs, buffers };
}

/** Whether views of one size go through a model as one batch: where no norm mixes samples. */
function joinsViews(model: ModelConfig): boolean {
  return model.backbone.family === 'convnext' && expanderNorm(model) === 'layer_norm';
}

/** Views of one shape each, `[B, H, W, 3]`, as batches, those of the same shape together. */
export function batchViews(views: readonly tf.Tensor4D[]): ViewBatch[] {
  return groupEqual(views.map(({ shape }) => shape.join())).map((group) => ({
    views: group,
    images:
      group.length === 1
        ? views[group[0]!]!
        : tf.concat4d(
            group.map((view) => views[view]!),
            0,
          ),
  }));
}

function takeApart({ views, images }: ViewBatch): ViewBatch[] {
  if (views.length === 1) return [{ views, images }];
  return tf
    .split<tf.Tensor4D>(images, views.length)
    .map((own, place) => ({ views: [views[place]!], images: own }));
}

function forwardBatch(
  model: ModelConfig,
  params: TensorMap,
  { views, images }: ViewBatch,
  { training, alpha, dropPath, mapsOnly = false, precision }: ForwardMode,
): { output: NetworkOutputs; buffers: Record<string, tf.Tensor> } {
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
      precision,
    );
    collect(module, updated);
    return y;
  };

  const takesMaps = hasLocalBranch(alpha);
  const takesMeans = hasGlobalBranch(alpha) && !mapsOnly;
  const {
    maps: features,
    representation,
    buffers: updated,
  } = backboneForward(model.backbone, withoutPrefix(params, BACKBONE), images, {
    training,
    precision,
    bothDifferentiated: takesMaps && takesMeans,
    ...(dropPath === undefined ? {} : { dropPathKeep: dropPath(views) }),
  });
  collect(BACKBONE, updated);

  const [samples, cells, channels] = features.shape;
  const maps = takesMaps
    ? tf.reshape<tf.Rank.R3>(
        expand(LOCAL_EXPANDER, tf.reshape(features, [samples * cells, channels]), model.localExpander),
        [samples, cells, -1],
      )
    : undefined;
  const embedding = takesMeans ? expand(GLOBAL_EXPANDER, representation, model.globalExpander) : undefined;
  return {
    output: { views, representation, features, ...(embedding && { embedding }), ...(maps && { maps }) },
    buffers,
  };
}

/** An output of all views, row by row: one row per sample, or per cell. Batches are put together, never taken apart. */
export function stackOutputs(outputs: readonly NetworkOutputs[], name: 'embedding' | 'maps'): StackedViews {
  const cells: number[] = [];
  for (const { views, features } of outputs)
    for (const view of views) cells[view] = name === 'maps' ? features.shape[1] : 1;
  const rows = outputs.map((output) => {
    const whole = output[name]!;
    return tf.reshape<tf.Rank.R2>(whole, [-1, whole.shape.at(-1)!]);
  });
  const { views, features } = outputs[0]!;
  const batch = features.shape[0] / views.length;
  return {
    rows: rows.length === 1 ? rows[0]! : tf.concat2d(rows, 0),
    layout: layoutOf(
      batch,
      cells,
      outputs.flatMap((output) => output.views),
    ),
  };
}

/** What the networks made of one view, taken out of its batch: `[B, …]` each. */
export function outputsOf(outputs: readonly NetworkOutputs[], view: number): NetworkOutputs {
  const batch = outputs.find(({ views }) => views.includes(view))!;
  const count = batch.views.length;
  const place = batch.views.indexOf(view);
  const own = <T extends tf.Tensor>(whole: T): T => {
    const samples = whole.shape[0] / count;
    return count === 1 ? whole : tf.slice<tf.Rank, T>(whole, place * samples, samples);
  };
  return {
    views: [view],
    representation: own(batch.representation),
    features: own(batch.features),
    ...(batch.embedding && { embedding: own(batch.embedding) }),
    ...(batch.maps && { maps: own(batch.maps) }),
  };
}
