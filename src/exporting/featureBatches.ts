import * as tf from '@tensorflow/tfjs-core';
import { normalizationOf } from '../config/normalization';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import { part, type Watch } from '../evaluation/cancellation';
import { centreCrop, extractFeatures } from '../evaluation/features';
import { backboneSubject, type Subject } from '../evaluation/subject';
import { Model } from '../training/model';
import { loadWeights } from '../training/loadWeights';
import { GLOBAL_EXPANDER, LOCAL_EXPANDER } from '../vicregl/modules';
import { forwardViews, networkSpecs } from '../vicregl/network';
import { featureShapes, isOfCells, type FeatureShapes } from './features';
import type { OutputName } from './graphWriter';
import type { Weights } from './networkGraph';

/** Does a batch when the device is free for it. */
export type Turn = <T>(batch: () => Promise<T>) => Promise<T>;

export interface FeatureBatch {
  /** Of the first image. */
  readonly first: number;
  readonly count: number;
  /** `[count, …]` by feature, row-major. */
  readonly values: Readonly<Partial<Record<OutputName, Float32Array>>>;
}

/** Images that go through together. */
const BATCH = 64;
/** Without random crops, the whole square in the middle of an image is seen. */
const WHOLE = 1;

/** A trained network on the open device, for the features of a data set. */
export class FeatureExtractor {
  readonly shapes: FeatureShapes;
  private readonly config: RunConfig;
  private readonly model: Model;
  private readonly size: number;

  /** @throws {Failure} `weights_mismatch` where the weights are not those of the configuration's model. */
  constructor(config: RunConfig, weights: Weights) {
    const { model } = config;
    const specs = networkSpecs(model, BOTH_BRANCHES).filter(
      ({ name }) => name.startsWith('backbone.') || Object.hasOwn(weights, name),
    );
    const missing = specs.find(({ name }) => !Object.hasOwn(weights, name));
    if (missing !== undefined) throw lacking(missing.name);
    const own = new Set(specs.map(({ name }) => name));
    this.config = config;
    this.model = Model.blank(specs);
    loadWeights(this.model, Object.fromEntries(Object.entries(weights).filter(([name]) => own.has(name))));
    this.size = config.views.crops[0]!.size;
    this.shapes = featureShapes(config, {
      global: own.has(`${GLOBAL_EXPANDER}.0.weight`),
      local: own.has(`${LOCAL_EXPANDER}.0.weight`),
    });
  }

  /**
   * Features of all images of a set, in its order, without augmentation.
   * @param turn left out, a batch is done when it is asked for
   * @throws Cancelled when the watch's signal is aborted.
   */
  async *batches(
    data: ImageSet,
    features: readonly OutputName[],
    watch: Watch = {},
    turn: Turn = (batch) => batch(),
  ): AsyncGenerator<FeatureBatch> {
    const { views } = this.config;
    const protocol = {
      size: this.size,
      normalization: normalizationOf(views),
      boxes: [centreCrop(data, WHOLE)],
    };
    const subject = this.subject();
    for (let first = 0; first < data.count; first += BATCH) {
      const count = Math.min(BATCH, data.count - first);
      const images = Array.from({ length: count }, (_, place) => first + place);
      const maps = features.some(isOfCells);
      const own = part(watch, first / data.count, (first + count) / data.count);
      const found = await turn(() =>
        extractFeatures(subject, data, images, protocol, { maps, batch: BATCH }, own),
      );
      const rows = { values: found.representation, names: ['representation', 'embedding'] as const };
      const cells = { values: found.maps, names: ['map', 'map_embeddings'] as const };
      const values: Partial<Record<OutputName, Float32Array>> = {};
      for (const { values: joined, names } of [rows, cells]) {
        if (joined === undefined) continue;
        const widths = names.map((name) => this.width(name));
        names.forEach((name, place) => {
          if (features.includes(name)) values[name] = columnsOf(joined, widths, place);
        });
      }
      yield { first, count, values };
    }
  }

  dispose(): void {
    this.model.dispose();
  }

  /** Channels; 0 where the model has no such output. */
  private width(name: OutputName): number {
    return this.shapes[name]?.at(-1) ?? 0;
  }

  /** What the expanders make stands beside what they get, so that one pass computes both. */
  private subject(): Subject {
    const { tensors } = this.model;
    const { model } = this.config;
    const [hasGlobal, hasLocal] = [this.width('embedding') > 0, this.width('map_embeddings') > 0];
    if (!hasGlobal && !hasLocal) return backboneSubject('weights', model, tensors);
    const alpha = alphaOf(hasGlobal, hasLocal);
    const forward: Subject['forward'] = (images) => {
      const { outputs } = forwardViews(model, tensors, [{ views: [0], images }], { training: false, alpha });
      const { representation, features, embedding, maps } = outputs[0]!;
      return {
        representation:
          embedding === undefined ? representation : tf.concat2d([representation, embedding], 1),
        maps: maps === undefined ? features : tf.concat3d([features, maps], 2),
      };
    };
    return { name: 'weights', forward, embed: forward, fingerprint: () => Promise.resolve('') };
  }
}

/** An α with which a model has both expanders. */
const BOTH_BRANCHES = 0.5;

function alphaOf(hasGlobal: boolean, hasLocal: boolean): number {
  if (hasGlobal && hasLocal) return BOTH_BRANCHES;
  return hasGlobal ? 1 : 0;
}

/** One of the tables that stand beside each other. */
function columnsOf(joined: Float32Array, widths: readonly number[], place: number): Float32Array {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const before = widths.slice(0, place).reduce((sum, width) => sum + width, 0);
  const width = widths[place]!;
  const rows = joined.length / total;
  const own = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    own.set(joined.subarray(row * total + before, row * total + before + width), row * width);
  return own;
}

function lacking(name: string): Failure {
  return new Failure({
    code: 'weights_mismatch',
    message: `The weights have no tensor called ${name}.`,
    doing: 'exporting features',
    remedy: 'Export a run together with the configuration that it was trained with.',
  });
}
