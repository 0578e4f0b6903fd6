import * as tf from '@tensorflow/tfjs-core';
import type { Normalization } from '../config/normalization';
import type { ImageSet } from '../data/imageSet';
import { linear } from '../ops/linear';
import { part, type Watch } from './cancellation';
import { centreCrop, extractFeatures } from './features';
import type { LabelledNetwork } from './labelledNetwork';
import { trainOnLabels } from './labelledTraining';
import { CROP_SCALE, randomView } from './randomView';
import { scoreLogits, type ClassificationScore } from './scores';
import { scoreWindows, segmentationResult, type SegmentationScore } from './segmentation';
import { segmentationLogits } from './segmentationHead';
import { backboneSubject, type SubjectNetwork } from './subject';
import { upsample } from './upsample';
import { slidingWindows } from './windows';

/** Fine-tuning for classification; by default as the reference's `evaluate.py --weights finetune` is used. */
export interface FinetuneOptions {
  readonly epochs: number;
  readonly batch: number;
  /** First learning rates of SGD with momentum; they fall to 0 as half a cosine. */
  readonly backboneRate: number;
  readonly headRate: number;
}

export const FINETUNE_OPTIONS: FinetuneOptions = {
  epochs: 20,
  batch: 256,
  backboneRate: 0.03,
  headRate: 0.08,
};

/** Fine-tuning for segmentation: the linear probe's training with the backbone in it. */
export interface FinetuneSegmentationOptions extends FinetuneOptions {
  /** The rates fall to 0 as (1 − progress)^power. */
  readonly power: number;
  readonly weightDecay: number;
  readonly shown: number;
}

export const FINETUNE_SEGMENTATION_OPTIONS: FinetuneSegmentationOptions = {
  epochs: 20,
  batch: 16,
  backboneRate: 5e-4,
  headRate: 5e-3,
  power: 0.9,
  weightDecay: 1e-4,
  shown: 0,
};

const SGD = { optimizer: 'sgd', momentum: 0.9, beta1: 0.9, beta2: 0.999, eta: 0 } as const;
const ADAMW = { ...SGD, optimizer: 'adamw' } as const;

/** What is tuned, and on what. */
export interface FinetuneTask {
  /** Where it starts; its tensors stay as they are. */
  readonly network: SubjectNetwork;
  readonly data: ImageSet;
  readonly images: { readonly train: Int32Array; readonly test: Int32Array };
  /** Side of the input in pixels. */
  readonly size: number;
  readonly normalization: Normalization;
  readonly seed: number;
}

/**
 * Fine-tunes a copy of a backbone with a linear classifier on random crops and flips of the training images, then
 * classifies the test images once, whole. Batch norms learn as in training, as in the reference.
 *
 * @throws Cancelled when the watch's signal is aborted; Failure `loss_not_finite`.
 */
export async function finetune(
  task: FinetuneTask,
  options: FinetuneOptions = FINETUNE_OPTIONS,
  watch: Watch = {},
): Promise<ClassificationScore> {
  const { data, images, size, normalization, seed } = task;
  const { epochs, backboneRate, headRate } = options;
  const length = lengthOf(images.train.length, options);
  const { network } = await trainOnLabels(
    {
      ...trained(task),
      ...length,
      target: 'labels',
      optimizer: SGD,
      view: (step, index) => randomView(data, CROP_SCALE, seed, step, index),
      rates: (step) => {
        // The reference's cosine moves once an epoch.
        const epoch = Math.floor((step * length.batch) / images.train.length);
        const share = (1 + Math.cos((Math.PI * epoch) / epochs)) / 2;
        return ratesOf(backboneRate * share, headRate * share, 0);
      },
    },
    part(watch, 0, 0.95),
  );
  try {
    const protocol = { size, normalization, boxes: [centreCrop(data, 1)] };
    const tuned = tunedSubject(task, network);
    const { representation, width } = await extractFeatures(
      tuned,
      data,
      images.test,
      protocol,
      {},
      part(watch, 0.95, 1),
    );
    const logits = tf.tidy(() => {
      const x = tf.tensor2d(representation, [images.test.length, width]);
      const { weight, bias } = network.headTensors;
      return linear({ x, w: weight!, b: bias! }, { activation: 'none' });
    });
    const values = await logits.data<'float32'>();
    logits.dispose();
    const truth = Array.from(images.test, (image) => data.labels![image]!);
    return scoreLogits(values, truth, data.classNames!.length);
  } finally {
    network.dispose();
  }
}

/**
 * Fine-tunes a copy of a backbone with the linear segmentation head on random crops and flips, half a window to a whole
 * one in area, then scores the test images as `segmentMaps` does, on the last map.
 *
 * @throws Cancelled when the watch's signal is aborted; Failure `loss_not_finite`.
 */
export async function finetuneSegmentation(
  task: FinetuneTask,
  options: FinetuneSegmentationOptions = FINETUNE_SEGMENTATION_OPTIONS,
  watch: Watch = {},
): Promise<SegmentationScore> {
  const { data, images, size, normalization, seed } = task;
  const { backboneRate, headRate, power, weightDecay, shown } = options;
  const boxes = slidingWindows(data.height, data.width, size);
  const window = boxes[0]!.height ** 2 / (data.height * data.width);
  const length = lengthOf(images.train.length * boxes.length, options);
  const { network } = await trainOnLabels(
    {
      ...trained(task),
      ...length,
      target: 'masks',
      optimizer: ADAMW,
      view: (step, index) => randomView(data, [window / 2, window], seed, step, index),
      rates: (step) => {
        const share = (1 - step / length.steps) ** power;
        return ratesOf(backboneRate * share, headRate * share, weightDecay);
      },
    },
    part(watch, 0, 0.9),
  );
  try {
    const features = await extractFeatures(
      tunedSubject(task, network),
      data,
      images.test,
      { size, normalization, boxes },
      { maps: true },
      part(watch, 0.9, 0.95),
    );
    const head = {
      classes: data.maskClassNames!.length,
      predict: (maps: tf.Tensor3D, matrix: tf.Tensor2D) =>
        tf.tidy(() => {
          const logits = segmentationLogits(network.headTensors, maps, {
            training: false,
            precision: 'float32',
            buffers: {},
          });
          return tf.softmax(upsample(logits, matrix));
        }),
    };
    const scored = await scoreWindows(
      head,
      data,
      images.test,
      { boxes, features },
      shown,
      part(watch, 0.95, 1),
    );
    return segmentationResult(data, images, scored);
  } finally {
    network.dispose();
  }
}

function trained({ network, data, images, size, normalization, seed }: FinetuneTask) {
  const { backbone, params } = network;
  return {
    ...{ data, images: images.train, backbone, size, normalization, seed },
    start: params,
    dropsPaths: false,
  };
}

function tunedSubject({ network: { backbone } }: FinetuneTask, { tensors }: LabelledNetwork) {
  return backboneSubject('fine-tuned', { backbone }, tensors);
}

function lengthOf(views: number, { epochs, batch }: { readonly epochs: number; readonly batch: number }) {
  const own = Math.min(batch, views);
  return { batch: own, steps: Math.max(1, Math.round((epochs * views) / own)) };
}

function ratesOf(backbone: number, head: number, weightDecay: number) {
  return {
    backbone: { learningRate: backbone, weightDecay },
    head: { learningRate: head, weightDecay },
  };
}
