import * as tf from '@tensorflow/tfjs-core';
import { checkpoint, type Watch } from './cancellation';
import { accuracy, count, emptyConfusion, type ConfusionMatrix } from './scores';

/** Settings of weighted kNN as Wu et al. (2018) and most self-supervised work since have it. */
export interface KnnOptions {
  /** Neighbours that vote. */
  readonly k: number;
  /** Votes weigh exp(cosine / temperature). */
  readonly temperature: number;
}

export const KNN_OPTIONS: KnnOptions = { k: 20, temperature: 0.07 };

/** Labelled vectors, `[count, channels]` and `[count]`. */
export interface LabelledVectors {
  readonly vectors: Float32Array;
  readonly labels: ArrayLike<number>;
  readonly channels: number;
}

export interface KnnScore {
  readonly top1: number;
  readonly confusion: ConfusionMatrix;
}

/** Queries that are compared with the whole bank at once. */
const QUERIES = 256;

/**
 * Classifies each query by its nearest neighbours in the bank by cosine similarity.
 *
 * @param queries left out, each vector of the bank is classified by all others (leave-one-out).
 */
export async function knn(
  bank: LabelledVectors,
  queries: LabelledVectors | undefined,
  classes: number,
  { k, temperature }: KnnOptions = KNN_OPTIONS,
  watch: Watch = {},
): Promise<KnnScore> {
  const { channels } = bank;
  const asked = queries ?? bank;
  const [size, total] = [bank.labels.length, asked.labels.length];
  const neighbours = Math.min(k, queries === undefined ? size - 1 : size);
  const confusion = emptyConfusion(classes);
  const known = tf.tidy(() => normalized(tf.tensor2d(bank.vectors, [size, channels])));
  try {
    for (let start = 0; start < total; start += QUERIES) {
      await checkpoint(watch, start / total);
      const rows = Math.min(QUERIES, total - start);
      const own = asked.vectors.subarray(start * channels, (start + rows) * channels);
      const similarity = tf.tidy(() =>
        tf.matMul(normalized(tf.tensor2d(own, [rows, channels])), known, false, true),
      );
      const values = await similarity.data<'float32'>();
      similarity.dispose();
      for (let row = 0; row < rows; row++) {
        const similarities = values.subarray(row * size, (row + 1) * size);
        const skipped = queries === undefined ? start + row : -1;
        const votes = new Float64Array(classes);
        for (const neighbour of largest(similarities, neighbours, skipped)) {
          votes[bank.labels[neighbour]!]! += Math.exp(similarities[neighbour]! / temperature);
        }
        count(confusion, asked.labels[start + row]!, votes.indexOf(Math.max(...votes)));
      }
    }
  } finally {
    known.dispose();
  }
  await checkpoint(watch, 1);
  return { top1: accuracy(confusion), confusion };
}

/** Rows of length 1; a row of zeros stays. */
function normalized(rows: tf.Tensor2D): tf.Tensor2D {
  return tf.div(rows, tf.maximum(tf.norm(rows, 2, 1, true), 1e-12));
}

/** Places of the `k` largest values but that of `skipped`, the lower place first among equals: one pass with a short list. */
function largest(values: Float32Array, k: number, skipped: number): number[] {
  const best: number[] = [];
  for (let place = 0; place < values.length; place++) {
    if (place === skipped) continue;
    const value = values[place]!;
    if (best.length === k && value <= values[best[k - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! < value) at--;
    best.splice(at, 0, place);
    if (best.length > k) best.pop();
  }
  return best;
}
