import * as tf from '@tensorflow/tfjs-core';
import { permutation, randomStream } from '../random/stream';
import { checkpoint, type Watch } from './cancellation';
import { takeRows } from './features';
import type { LabelledVectors } from './knn';
import { LinearHeads } from './linearHeads';
import { accuracy, count, emptyConfusion, topClasses, type ConfusionMatrix } from './scores';

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

export interface LinearScore {
  readonly top1: number;
  readonly top5: number;
  readonly confusion: ConfusionMatrix;
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

const TOP = 5;

/**
 * Linear classification on frozen representations: SGD with momentum under half a cosine, all learning rates at once, the
 * best on the validation data scored once on the test data. Vectors are standardised by the mean and deviation of the
 * training set, which a linear classifier can undo: it makes rates comparable between backbones.
 */
export async function linearProbe(
  { train, validation, test }: ProbeData,
  classes: number,
  options: LinearProbeOptions = LINEAR_OPTIONS,
  watch: Watch = {},
): Promise<LinearScore> {
  const { channels } = train;
  const standardise = standardiser(train);
  const heads = new LinearHeads(channels, classes, options.rates, options.seed, options.weightDecay);
  try {
    await fit(heads, { ...train, vectors: standardise(train.vectors) }, options, watch);
    const chosen = await confusions(heads, standardise(validation.vectors), validation.labels);
    const scores = chosen.map((matrix, head) => ({ rate: options.rates[head]!, top1: accuracy(matrix) }));
    const best = scores.reduce((most, { top1 }, head) => (top1 > scores[most]!.top1 ? head : most), 0);
    const final = await headScores(heads, best, standardise(test.vectors), test.labels);
    return { ...final, rate: options.rates[best]!, validation: scores };
  } finally {
    heads.dispose();
  }
}

async function fit(
  heads: LinearHeads,
  { vectors, labels, channels }: LabelledVectors,
  { epochs, batch, seed }: LinearProbeOptions,
  watch: Watch,
): Promise<void> {
  const size = labels.length;
  const own = Math.min(batch, size);
  const perEpoch = Math.max(1, Math.floor(size / own));
  for (let epoch = 0; epoch < epochs; epoch++) {
    await checkpoint(watch, epoch / epochs);
    const order = permutation(size, randomStream(seed, 'probe', epoch + 1));
    // The reference's cosine moves once an epoch.
    const share = (1 + Math.cos((Math.PI * epoch) / epochs)) / 2;
    for (let step = 0; step < perEpoch; step++) {
      const rows = order.subarray(step * own, (step + 1) * own);
      const x = tf.tensor2d(takeRows(vectors, channels, rows), [rows.length, channels]);
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

async function logitsOf(heads: LinearHeads, vectors: Float32Array, rows: number): Promise<Float32Array> {
  const logits = tf.tidy(() =>
    heads.logits(tf.tensor2d(vectors, [rows, vectors.length / Math.max(1, rows)])),
  );
  const values = await logits.data<'float32'>();
  logits.dispose();
  return values;
}

/** What each head predicts. */
async function confusions(
  heads: LinearHeads,
  vectors: Float32Array,
  labels: ArrayLike<number>,
): Promise<ConfusionMatrix[]> {
  const { classes, rates } = heads;
  const matrices = rates.map(() => emptyConfusion(classes));
  const values = await logitsOf(heads, vectors, labels.length);
  for (let row = 0; row < labels.length; row++) {
    matrices.forEach((matrix, head) => {
      const start = (row * rates.length + head) * classes;
      count(matrix, labels[row]!, topClasses(values.subarray(start, start + classes), 1)[0]!);
    });
  }
  return matrices;
}

async function headScores(
  heads: LinearHeads,
  head: number,
  vectors: Float32Array,
  labels: ArrayLike<number>,
): Promise<Pick<LinearScore, 'top1' | 'top5' | 'confusion'>> {
  const { classes, rates } = heads;
  const confusion = emptyConfusion(classes);
  const values = await logitsOf(heads, vectors, labels.length);
  let among = 0;
  for (let row = 0; row < labels.length; row++) {
    const start = (row * rates.length + head) * classes;
    const best = topClasses(values.subarray(start, start + classes), TOP);
    count(confusion, labels[row]!, best[0]!);
    if (best.includes(labels[row]!)) among++;
  }
  return { top1: accuracy(confusion), top5: labels.length === 0 ? 0 : among / labels.length, confusion };
}

/** Mean and deviation of each channel of a table, as a function that takes them out of another. */
function standardiser({ vectors, labels, channels }: LabelledVectors): (table: Float32Array) => Float32Array {
  const mean = new Float64Array(channels);
  const square = new Float64Array(channels);
  vectors.forEach((value, place) => {
    mean[place % channels]! += value / labels.length;
  });
  vectors.forEach((value, place) => {
    square[place % channels]! += (value - mean[place % channels]!) ** 2 / labels.length;
  });
  // A constant channel says nothing and stays 0.
  const scale = Float64Array.from(square, (variance) => (variance > 0 ? 1 / Math.sqrt(variance) : 0));
  return (table) => table.map((value, place) => (value - mean[place % channels]!) * scale[place % channels]!);
}
