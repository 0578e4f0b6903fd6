import * as tf from '@tensorflow/tfjs-core';
import { permutation, randomStream } from '../random/stream';
import { checkpoint, type Watch } from './cancellation';
import { takeRows } from './features';
import type { LabelledVectors } from './knn';
import { LinearHeads } from './linearHeads';
import { scoreLogits, type ClassificationScore } from './scores';

/** How the linear classifier is trained; by default as the reference's `evaluate.py`. */
export interface LinearProbeOptions {
  readonly epochs: number;
  readonly batch: number;
  /** Learning rates that are tried; validation data chooses. */
  readonly rates: readonly number[];
  readonly weightDecay: number;
  readonly seed: number;
}

export const LINEAR_OPTIONS: LinearProbeOptions = {
  epochs: 100,
  batch: 256,
  rates: [0.03, 0.1, 0.3, 1, 3],
  weightDecay: 1e-6,
  seed: 1,
};

export interface LinearScore extends ClassificationScore {
  /** The learning rate that validation chose, and the accuracy of every one there. */
  readonly rate: number;
  readonly validation: readonly { readonly rate: number; readonly top1: number }[];
}

/** Training, validation and test vectors of a probe. */
export interface ProbeData {
  readonly train: LabelledVectors;
  readonly validation: LabelledVectors;
  readonly test: LabelledVectors;
}

/** Raw training vectors of an epoch, `[rows.length, channels]`; the caller disposes of them. */
export type EpochVectors = (rows: Int32Array, epoch: number) => tf.Tensor2D;

/**
 * Linear classification on frozen representations: SGD with momentum under half a cosine, all learning rates at once, the
 * best on the validation data scored once on the test data. Vectors are standardised by the mean and deviation of the
 * training set, which a linear classifier can undo: it makes rates comparable between backbones.
 *
 * @param augmented gives the vectors of a batch anew in every epoch; left out, those of `train` are used.
 */
export async function linearProbe(
  { train, validation, test }: ProbeData,
  classes: number,
  options: LinearProbeOptions = LINEAR_OPTIONS,
  watch: Watch = {},
  augmented?: EpochVectors,
): Promise<LinearScore> {
  const { channels } = train;
  const { mean, scale } = moments(train);
  const standardise = (table: Float32Array) =>
    table.map((value, place) => (value - mean[place % channels]!) * scale[place % channels]!);
  const heads = new LinearHeads(channels, classes, options.rates, options.seed, options.weightDecay);
  try {
    const vectors = augmented === undefined ? standardise(train.vectors) : undefined;
    const batch = (rows: Int32Array, epoch: number): tf.Tensor2D =>
      vectors === undefined
        ? tf.tidy(() =>
            tf.mul<tf.Tensor2D>(tf.sub(augmented!(rows, epoch), tf.tensor1d(mean)), tf.tensor1d(scale)),
          )
        : tf.tensor2d(takeRows(vectors, channels, rows), [rows.length, channels]);
    await fit(heads, train.labels, batch, options, watch);
    const chosen = await logitsOf(heads, standardise(validation.vectors), validation.labels.length);
    const scores = chosen.map((logits, head) => ({
      rate: options.rates[head]!,
      top1: scoreLogits(logits, validation.labels, classes).top1,
    }));
    const best = scores.reduce((most, { top1 }, head) => (top1 > scores[most]!.top1 ? head : most), 0);
    const final = await logitsOf(heads, standardise(test.vectors), test.labels.length);
    return {
      ...scoreLogits(final[best]!, test.labels, classes),
      rate: options.rates[best]!,
      validation: scores,
    };
  } finally {
    heads.dispose();
  }
}

async function fit(
  heads: LinearHeads,
  labels: ArrayLike<number>,
  vectorsOf: EpochVectors,
  { epochs, batch, seed }: LinearProbeOptions,
  watch: Watch,
): Promise<void> {
  const size = labels.length;
  const own = Math.min(batch, size);
  const perEpoch = Math.max(1, Math.floor(size / own));
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = permutation(size, randomStream(seed, 'probe', epoch + 1));
    // The reference's cosine moves once an epoch.
    const share = (1 + Math.cos((Math.PI * epoch) / epochs)) / 2;
    for (let step = 0; step < perEpoch; step++) {
      await checkpoint(watch, (epoch + step / perEpoch) / epochs);
      const rows = order.subarray(step * own, (step + 1) * own);
      const x = vectorsOf(rows, epoch);
      const y = tf.tensor1d(
        Int32Array.from(rows, (row) => labels[row]!),
        'int32',
      );
      heads.step(x, y, share);
      tf.dispose([x, y]);
    }
  }
  await checkpoint(watch, 1);
}

/** Logits of each head, `[rows, classes]` each. */
async function logitsOf(heads: LinearHeads, vectors: Float32Array, rows: number): Promise<Float32Array[]> {
  const { rates, classes } = heads;
  const logits = tf.tidy(() =>
    heads.logits(tf.tensor2d(vectors, [rows, vectors.length / Math.max(1, rows)])),
  );
  const values = await logits.data<'float32'>();
  logits.dispose();
  return rates.map((_, head) => {
    const own = new Float32Array(rows * classes);
    for (let row = 0; row < rows; row++) {
      const start = (row * rates.length + head) * classes;
      own.set(values.subarray(start, start + classes), row * classes);
    }
    return own;
  });
}

/** Mean of each channel of a table, and what its deviation from it is to be multiplied by. */
function moments({ vectors, labels, channels }: LabelledVectors): {
  mean: Float32Array;
  scale: Float32Array;
} {
  const mean = new Float64Array(channels);
  const square = new Float64Array(channels);
  vectors.forEach((value, place) => {
    mean[place % channels]! += value / labels.length;
  });
  vectors.forEach((value, place) => {
    square[place % channels]! += (value - mean[place % channels]!) ** 2 / labels.length;
  });
  // A constant channel says nothing and stays 0.
  const scale = square.map((variance) => (variance > 0 ? 1 / Math.sqrt(variance) : 0));
  return { mean: Float32Array.from(mean), scale: Float32Array.from(scale) };
}
