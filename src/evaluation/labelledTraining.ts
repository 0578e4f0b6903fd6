import * as tf from '@tensorflow/tfjs-core';
import { batchIndices } from '../augment/order';
import type { ViewParameters } from '../augment/viewParameters';
import type { BackboneConfig } from '../config/modelConfig';
import type { Normalization } from '../config/normalization';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import { dropPathKeep } from '../nn/dropPath';
import type { TensorMap } from '../nn/parameters';
import type { OptimizerOptions } from '../optim/optimizer';
import { checkpoint, type Watch } from './cancellation';
import { DeviceViews } from './deviceViews';
import { labelledHead, type Target } from './labelledHead';
import { LabelledNetwork, type PartRates } from './labelledNetwork';

/** Everything that defines a training on labels. */
export interface LabelledTraining {
  readonly data: ImageSet;
  /** Images that are trained on; no others are looked at. */
  readonly images: Int32Array;
  readonly target: Target;
  readonly backbone: BackboneConfig;
  /** Side of the views in pixels. */
  readonly size: number;
  /** What their pixels are normalised by. */
  readonly normalization: Normalization;
  readonly steps: number;
  /** Images of a step; fewer where there are fewer. */
  readonly batch: number;
  readonly seed: number;
  readonly optimizer: OptimizerOptions;
  /** The view of image `index` of a step's batch. */
  readonly view: (step: number, index: number) => ViewParameters;
  readonly rates: (step: number) => PartRates;
  /** Whether blocks are dropped as the backbone's configuration says. */
  readonly dropsPaths: boolean;
  /** Weights of the backbone to start from; left out, they are drawn from the seed. */
  readonly start?: TensorMap;
}

/** The loss of a step, counted from 1. */
export interface CurvePoint {
  readonly step: number;
  readonly loss: number;
}

/** Points of a curve at most. */
const POINTS = 200;

/**
 * Trains a backbone and a linear head on labels or masks, one view an image.
 *
 * @returns the network, of which the caller disposes, and its losses at up to 200 steps.
 * @throws Cancelled when the watch's signal is aborted; Failure `data_missing`, `weights_mismatch`, `loss_not_finite`.
 */
export async function trainOnLabels(
  training: LabelledTraining,
  watch: Watch = {},
): Promise<{ network: LabelledNetwork; curve: CurvePoint[] }> {
  const { data, images, target, backbone, size, steps, seed } = training;
  await data.arriving?.all;
  const head = labelledHead(target, data, backbone, size);
  const network = new LabelledNetwork(backbone, head, training.optimizer, seed, training.start);
  const source = new DeviceViews(data, images, training.normalization);
  const batch = Math.min(training.batch, images.length);
  const every = Math.ceil(steps / POINTS);
  const curve: CurvePoint[] = [];
  let isDone = false;
  try {
    for (let step = 0; step < steps; step++) {
      await checkpoint(watch, step / steps);
      const places = batchIndices(images.length, batch, seed, step);
      const views = Array.from(places, (_, index) => training.view(step, index));
      const loss = tf.tidy(() => {
        const rendered = source.render(places, views, size);
        const own = Array.from(places, (place) => images[place]!);
        const truth = tf.tensor1d(head.truth(own, views), 'int32');
        const keep = training.dropsPaths ? dropPathKeep(seed, step, 0) : undefined;
        return network.step(rendered, truth, training.rates(step), keep);
      });
      if ((step + 1) % every === 0 || step === 0)
        curve.push({ step: step + 1, loss: await finite(loss, step) });
      loss.dispose();
    }
    await checkpoint(watch, 1);
    isDone = true;
    return { network, curve };
  } finally {
    source.dispose();
    if (!isDone) network.dispose();
  }
}

async function finite(loss: tf.Scalar, step: number): Promise<number> {
  const [value] = await loss.data<'float32'>();
  if (Number.isFinite(value)) return value!;
  loss.dispose();
  throw new Failure({
    code: 'loss_not_finite',
    message: `The loss of step ${step + 1} is ${value!}.`,
    doing: 'training with labels',
    remedy: 'Lower the learning rate.',
  });
}
