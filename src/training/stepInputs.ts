import * as tf from '@tensorflow/tfjs-core';
import { locationGrids } from '../augment/locationGrid';
import { packedWords, packSome } from '../augment/packImages';
import { packViewParameters, VIEW_STRIDE } from '../augment/packViewParameters';
import type { Computer, TensorValues } from '../compute/computer';
import { viewGroups, type ViewGroup } from '../augment/viewList';
import { mapSide } from '../config/geometry';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import { dropPathMask, dropPathRates, type DropPathKeep } from '../nn/dropPath';
import type { CriterionOptions } from '../vicregl/definition/criterion';
import { imageBytes } from './placement';
import type { StepPlan } from './plan';

/** Values of the criterion that may change while a recorded step is replayed. */
const LIVE_SCALARS = ['alpha', 'lambda', 'mu', 'nu', 'embeddingThreshold', 'locationThreshold'] as const;

const PIXELS = 'pixels';

/** Everything that a step reads from the host, as tensors that keep their place on the device. */
export class StepInputs {
  private readonly computer: Computer;
  private readonly tensors = new Map<string, tf.Tensor>();
  private readonly groups: readonly ViewGroup[];
  /** The blocks that are dropped at times, with their rates. */
  private readonly drops: readonly { readonly block: number; readonly rate: number }[];
  private readonly batch: number;
  /** α that the run was set up with: at 0 and 1 the branch without weight does not exist. */
  private readonly initialAlpha: number;

  /**
   * @param scalarsShape shape of the optimiser's scalars.
   * @param sent size of the images where a step gets those of its batch, and does not find all on the device
   */
  constructor(
    computer: Computer,
    config: RunConfig,
    scalarsShape: readonly [number, number],
    sent?: Pick<ImageSet, 'height' | 'width'>,
  ) {
    const { batch } = config.run;
    this.computer = computer;
    this.batch = batch;
    this.initialAlpha = config.loss.alpha;
    this.groups = viewGroups(config.views);
    this.drops = blockDrops(config);
    const add = (name: string, shape: readonly number[], dtype: 'float32' | 'int32' = 'float32'): void =>
      void this.tensors.set(name, tf.keep(tf.zeros([...shape], dtype)));
    add('indices', [batch], 'int32');
    add('labels', [batch], 'int32');
    if (sent !== undefined) add(PIXELS, [packedWords(imageBytes({ ...sent, count: batch }))], 'int32');
    add('rates', scalarsShape);
    for (const name of LIVE_SCALARS) add(name, []);
    let rows = 0;
    this.groups.forEach(({ size, views }, group) => {
      add(parametersName(group), [views.length * batch, VIEW_STRIDE]);
      rows += views.length * batch * mapSide(config.model.backbone, size) ** 2;
      for (const { block } of this.drops) add(keepName(group, block), [views.length * batch]);
    });
    add('locations', [rows, 2]);
  }

  /** Writes what a step needs; `rates` are the optimiser's scalars. */
  write(plan: StepPlan, config: RunConfig, data: ImageSet, rates: Float32Array): void {
    for (const [name, own] of Object.entries(this.valuesOf(plan, config, data, rates)))
      this.tensors.set(name, this.computer.write(this.tensor(name), own));
  }

  /** What `write` would write, for a step of a recording. */
  values(plan: StepPlan, config: RunConfig, data: ImageSet, rates: Float32Array): TensorValues[] {
    const named = Object.entries(this.valuesOf(plan, config, data, rates));
    return named.map(([name, values]) => ({ tensor: this.tensor(name), values }));
  }

  private valuesOf(
    plan: StepPlan,
    config: RunConfig,
    data: ImageSet,
    rates: Float32Array,
  ): Record<string, Float32Array | Int32Array> {
    const { loss } = config;
    const values: Record<string, Float32Array | Int32Array> = { rates };
    if (this.pixels === undefined) values.indices = plan.indices;
    else {
      values.indices = Int32Array.from(plan.indices.keys());
      values[PIXELS] = packSome(data, plan.indices);
    }
    if (data.labels !== undefined) values.labels = plan.indices.map((index) => data.labels![index]!);
    for (const name of LIVE_SCALARS) values[name] = Float32Array.of(loss[name] ?? 0);
    const grids: Float32Array[] = [];
    this.groups.forEach(({ size, views }, group) => {
      const side = mapSide(config.model.backbone, size);
      const drawn = views.flatMap((view) => plan.views[view]!);
      values[parametersName(group)] = packViewParameters(drawn);
      grids.push(locationGrids(drawn, side, side, config.views.noFlipGrid));
      for (const { block, rate } of this.drops) {
        const { seed } = config.run;
        const masks = views.map((view) => dropPathMask(seed, plan.step, view, block, rate, this.batch));
        values[keepName(group, block)] = joined(masks);
      }
    });
    values.locations = joined(grids);
    return values;
  }

  /** The images of the step, packed, where they are sent with it. */
  get pixels(): tf.Tensor1D | undefined {
    return this.tensors.get(PIXELS) as tf.Tensor1D | undefined;
  }

  /** Places of the step's images among those that it finds: `pixels`, or the whole set. */
  get indices(): tf.Tensor1D {
    return this.tensor('indices') as tf.Tensor1D;
  }

  get labels(): tf.Tensor1D {
    return this.tensor('labels') as tf.Tensor1D;
  }

  get rates(): tf.Tensor2D {
    return this.tensor('rates') as tf.Tensor2D;
  }

  /** The views of a group, one after the other, `[V · batch, VIEW_STRIDE]`; see `packViewParameters`. */
  viewParameters(group: number): tf.Tensor2D {
    return this.tensor(parametersName(group)) as tf.Tensor2D;
  }

  /** Cell centres of all views, group after group, as (y, x) in pixels of the source image, `[R, 2]`. */
  get locations(): tf.Tensor2D {
    return this.tensor('locations') as tf.Tensor2D;
  }

  /** Drop path of the views of a group, or of a single one; `undefined` when nothing is dropped. */
  dropPath(): ((views: readonly number[]) => DropPathKeep) | undefined {
    if (this.drops.length === 0) return undefined;
    return (views) => (block) => {
      const group = this.groups.findIndex((candidate) => candidate.views.includes(views[0]!));
      const keep = this.tensor(keepName(group, block)) as tf.Tensor1D;
      const own = this.groups[group]!.views;
      // Views of a group that go through the networks together find their masks in place.
      if (views.length === own.length) return keep;
      return tf.slice1d(keep, own.indexOf(views[0]!) * this.batch, views.length * this.batch);
    };
  }

  /** The loss section with its numbers as tensors, so that a recorded step follows when they change. */
  criterionOptions({ loss }: RunConfig): CriterionOptions {
    const scalar = (name: (typeof LIVE_SCALARS)[number]) => this.tensor(name) as tf.Scalar;
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

  /** All tensors that it writes. */
  all(): Iterable<tf.Tensor> {
    return this.tensors.values();
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
  }

  private tensor(name: string): tf.Tensor {
    return this.tensors.get(name)!;
  }
}

function blockDrops({ model: { backbone } }: RunConfig): { block: number; rate: number }[] {
  if (backbone.family !== 'convnext') return [];
  const blocks = backbone.depths.reduce((sum, depth) => sum + depth, 0);
  return dropPathRates(backbone.dropPath, blocks).flatMap((rate, block) =>
    rate > 0 ? [{ block, rate }] : [],
  );
}

/** What the samples of a group's views multiply the branch of a block by. */
function keepName(group: number, block: number): string {
  return `keep ${group} ${block}`;
}

function parametersName(group: number): string {
  return `views ${group}`;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
