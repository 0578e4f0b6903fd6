import * as tf from '@tensorflow/tfjs-core';
import { locationGrids } from '../augment/locationGrid';
import { packViewParameters, VIEW_STRIDE } from '../augment/packViewParameters';
import { viewList, type ViewSlot } from '../augment/viewList';
import { mapSide } from '../config/geometry';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import { InputTensors, type InputShape } from '../gpu/inputTensors';
import { dropPathMask, dropPathRates, type DropPathKeep } from '../nn/dropPath';
import type { CriterionOptions } from '../vicregl/criterion';
import type { StepPlan } from './plan';

/** Values of the criterion that may change while a recorded step is replayed. */
const LIVE_SCALARS = ['alpha', 'lambda', 'mu', 'nu', 'embeddingThreshold', 'locationThreshold'] as const;

/** Everything that a step reads from the host, as tensors that keep their place on the device. */
export class StepInputs {
  private readonly tensors: InputTensors<string>;
  private readonly slots: readonly ViewSlot[];
  /** Drop rate of each block; empty when nothing is dropped. */
  private readonly dropRates: readonly number[];
  private readonly batch: number;
  /** α that the run was set up with: at 0 and 1 the branch without weight does not exist. */
  private readonly initialAlpha: number;

  /** @param scalarsShape shape of the optimiser's scalars. */
  constructor(config: RunConfig, scalarsShape: readonly [number, number]) {
    const { batch } = config.run;
    this.batch = batch;
    this.initialAlpha = config.loss.alpha;
    this.slots = viewList(config.views);
    this.dropRates = blockDropRates(config);
    const shapes: Record<string, InputShape> = {
      indices: { shape: [batch], dtype: 'int32' },
      labels: { shape: [batch], dtype: 'int32' },
      rates: { shape: scalarsShape, dtype: 'float32' },
    };
    for (const name of LIVE_SCALARS) shapes[name] = { shape: [], dtype: 'float32' };
    this.slots.forEach((slot, view) => {
      const side = mapSide(config.model.backbone, slot.size);
      shapes[viewName(view)] = { shape: [batch, VIEW_STRIDE], dtype: 'float32' };
      shapes[locationsName(view)] = { shape: [batch, side, side, 2], dtype: 'float32' };
    });
    if (this.dropRates.length > 0) {
      shapes.keep = { shape: [this.slots.length * this.dropRates.length, batch], dtype: 'float32' };
    }
    this.tensors = new InputTensors(shapes);
  }

  /** Writes what a step needs; `rates` are the optimiser's scalars. */
  write(plan: StepPlan, config: RunConfig, data: ImageSet, rates: Float32Array): void {
    const { loss } = config;
    const values: Record<string, Float32Array | Int32Array> = { indices: plan.indices, rates };
    if (data.labels !== undefined) values.labels = plan.indices.map((index) => data.labels![index]!);
    for (const name of LIVE_SCALARS) values[name] = Float32Array.of(loss[name] ?? 0);
    plan.views.forEach((views, view) => {
      const side = mapSide(config.model.backbone, this.slots[view]!.size);
      values[viewName(view)] = packViewParameters(views);
      values[locationsName(view)] = locationGrids(views, side, side, config.views.noFlipGrid);
    });
    if (this.dropRates.length > 0) values.keep = this.dropMasks(config.run.seed, plan.step);
    this.tensors.write(values);
  }

  get indices(): tf.Tensor1D {
    return this.tensors.get('indices') as tf.Tensor1D;
  }

  get labels(): tf.Tensor1D {
    return this.tensors.get('labels') as tf.Tensor1D;
  }

  get rates(): tf.Tensor2D {
    return this.tensors.get('rates') as tf.Tensor2D;
  }

  /** `[batch, VIEW_STRIDE]`, see `packViewParameters`. */
  viewParameters(view: number): tf.Tensor2D {
    return this.tensors.get(viewName(view)) as tf.Tensor2D;
  }

  /** `[batch, rows, columns, 2]`, (y, x) in pixels of the source image. */
  locations(view: number): tf.Tensor4D {
    return this.tensors.get(locationsName(view)) as tf.Tensor4D;
  }

  /** Drop path of a view; `undefined` when nothing is dropped. */
  dropPath(): ((view: number) => DropPathKeep) | undefined {
    if (this.dropRates.length === 0) return undefined;
    return (view) => (block) => {
      const row = view * this.dropRates.length + block;
      return tf.reshape(tf.slice(this.tensors.get('keep'), [row, 0], [1, this.batch]), [this.batch]);
    };
  }

  /** The loss section with its numbers as tensors, so that a recorded step follows when they change. */
  criterionOptions({ loss }: RunConfig): CriterionOptions {
    const scalar = (name: (typeof LIVE_SCALARS)[number]) => this.tensors.get(name) as tf.Scalar;
    return {
      ...loss,
      alpha: this.initialAlpha === 0 || this.initialAlpha === 1 ? this.initialAlpha : scalar('alpha'),
      lambda: scalar('lambda'),
      mu: scalar('mu'),
      nu: scalar('nu'),
      embeddingThreshold: loss.embeddingThreshold === null ? null : scalar('embeddingThreshold'),
      locationThreshold: loss.locationThreshold === null ? null : scalar('locationThreshold'),
    };
  }

  dispose(): void {
    this.tensors.dispose();
  }

  private dropMasks(seed: number, step: number): Float32Array {
    const masks = new Float32Array(this.slots.length * this.dropRates.length * this.batch);
    this.slots.forEach((_, view) => {
      this.dropRates.forEach((rate, block) => {
        const row = view * this.dropRates.length + block;
        masks.set(dropPathMask(seed, step, view, block, rate, this.batch), row * this.batch);
      });
    });
    return masks;
  }
}

function blockDropRates({ model: { backbone } }: RunConfig): number[] {
  if (backbone.family !== 'convnext' || backbone.dropPath === 0) return [];
  return dropPathRates(
    backbone.dropPath,
    backbone.depths.reduce((sum, depth) => sum + depth, 0),
  );
}

function viewName(view: number): string {
  return `view ${view}`;
}

function locationsName(view: number): string {
  return `locations ${view}`;
}
