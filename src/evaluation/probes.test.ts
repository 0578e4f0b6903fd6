import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { randomStream } from '../random/stream';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { Cancelled } from './cancellation';
import { knn, type LabelledVectors } from './knn';
import { linearProbe, LINEAR_OPTIONS } from './linearProbe';
import { accuracy } from './scores';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

/** Vectors around one centre a class; `spread` 0 makes every class a point. */
function clusters(count: number, classes: number, spread: number, seed: number): LabelledVectors {
  const channels = 6;
  const stream = randomStream(seed, 'probe');
  const centre = (label: number, channel: number) => randomStream(77, 'probe', label, channel).normal();
  const labels = Array.from({ length: count }, (_, row) => row % classes);
  const vectors = Float32Array.from({ length: count * channels }, (_, place) => {
    const label = labels[Math.floor(place / channels)]!;
    return centre(label, place % channels) + spread * stream.normal();
  });
  return { vectors, labels, channels };
}

const shuffledLabels = (data: LabelledVectors, classes: number, seed: number): LabelledVectors => {
  const stream = randomStream(seed, 'order');
  return { ...data, labels: Array.from(data.labels, () => stream.below(classes)) };
};

const few = { ...LINEAR_OPTIONS, epochs: 40, batch: 32 };

describe('linear probe', () => {
  it('scores 100 % on perfect features and chance on shuffled labels', async () => {
    const perfect = {
      train: clusters(200, 4, 0, 1),
      validation: clusters(60, 4, 0, 2),
      test: clusters(60, 4, 0, 3),
    };
    expect((await linearProbe(perfect, 4, few)).top1).toBe(1);
    const shuffled = {
      train: shuffledLabels(clusters(400, 4, 1, 1), 4, 1),
      validation: shuffledLabels(clusters(200, 4, 1, 2), 4, 2),
      test: shuffledLabels(clusters(2000, 4, 1, 3), 4, 3),
    };
    expect(Math.abs((await linearProbe(shuffled, 4, few)).top1 - 0.25)).toBeLessThan(0.05);
  });

  it('finds what logistic regression by full gradients finds', async () => {
    const data = {
      train: clusters(240, 3, 1.2, 4),
      validation: clusters(300, 3, 1.2, 5),
      test: clusters(3000, 3, 1.2, 6),
    };
    const { top1, confusion, top5 } = await linearProbe(data, 3, few);
    expect(Math.abs(top1 - solvedAccuracy(data.train, data.test, 3))).toBeLessThan(0.02);
    expect(top1).toBe(accuracy(confusion));
    expect(top5).toBe(1);
    expect(confusion.counts.reduce((sum, value) => sum + value, 0)).toBe(3000);
  });

  it('takes the learning rate that validation prefers', async () => {
    const data = {
      train: clusters(120, 3, 0.5, 7),
      validation: clusters(60, 3, 0.5, 8),
      test: clusters(60, 3, 0.5, 9),
    };
    const { rate, validation } = await linearProbe(data, 3, { ...few, rates: [1e-9, 0.1], epochs: 10 });
    expect(rate).toBe(0.1);
    expect(validation.map((one) => one.rate)).toEqual([1e-9, 0.1]);
    expect(validation[1]!.top1).toBeGreaterThan(validation[0]!.top1);
  });

  it('classifies one class', async () => {
    const one = clusters(20, 1, 1, 1);
    expect((await linearProbe({ train: one, validation: one, test: one }, 1, few)).top1).toBe(1);
  });

  it('leaves no tensors behind, cancelled or not', async () => {
    const data = clusters(64, 3, 0.5, 7);
    const all = { train: data, validation: data, test: data };
    const before = tf.memory().numTensors;
    await linearProbe(all, 3, { ...few, epochs: 2 });
    const cancel = new AbortController();
    const onProgress = (share: number) => share > 0 && cancel.abort();
    await expect(linearProbe(all, 3, few, { signal: cancel.signal, onProgress })).rejects.toThrow(Cancelled);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('kNN', () => {
  it('votes as brute force does', async () => {
    const bank = clusters(90, 3, 1, 1);
    const queries = clusters(40, 3, 1, 2);
    const options = { k: 7, temperature: 0.1 };
    const { top1 } = await knn(bank, queries, 3, options);
    expect(top1).toBeCloseTo(bruteForce(bank, queries, 3, options.k, options.temperature), 6);
  });

  it('leaves each vector out of its own vote', async () => {
    const bank = { ...clusters(60, 3, 0, 1) };
    expect((await knn(bank, undefined, 3)).top1).toBe(1);
    const lonely: LabelledVectors = { vectors: Float32Array.of(1, 0, 0, 1), labels: [0, 1], channels: 2 };
    expect((await knn(lonely, undefined, 2, { k: 1, temperature: 0.1 })).top1).toBe(0);
    expect((await knn(lonely, lonely, 2, { k: 1, temperature: 0.1 })).top1).toBe(1);
  });
});

/** Test accuracy of a logistic regression with bias, solved by many full gradient steps in float64. */
function solvedAccuracy(train: LabelledVectors, test: LabelledVectors, classes: number): number {
  const { channels } = train;
  const width = channels + 1;
  const weights = new Float64Array(classes * width);
  const row = (data: LabelledVectors, sample: number) => [
    ...data.vectors.subarray(sample * channels, (sample + 1) * channels),
    1,
  ];
  const scores = (x: readonly number[]) =>
    Array.from({ length: classes }, (_, own) =>
      x.reduce((sum, value, k) => sum + value * weights[own * width + k]!, 0),
    );
  for (let step = 0; step < 400; step++) {
    const gradient = new Float64Array(weights.length);
    for (let sample = 0; sample < train.labels.length; sample++) {
      const x = row(train, sample);
      const exponentials = scores(x).map(Math.exp);
      const total = exponentials.reduce((sum, value) => sum + value, 0);
      for (let own = 0; own < classes; own++) {
        const error = exponentials[own]! / total - (train.labels[sample] === own ? 1 : 0);
        x.forEach((value, k) => (gradient[own * width + k]! += (error * value) / train.labels.length));
      }
    }
    gradient.forEach((value, k) => (weights[k]! -= 0.5 * value));
  }
  let right = 0;
  for (let sample = 0; sample < test.labels.length; sample++) {
    const all = scores(row(test, sample));
    if (all.indexOf(Math.max(...all)) === test.labels[sample]) right++;
  }
  return right / test.labels.length;
}

function bruteForce(
  bank: LabelledVectors,
  queries: LabelledVectors,
  classes: number,
  k: number,
  temperature: number,
): number {
  const vector = (data: LabelledVectors, sample: number) =>
    Array.from(data.vectors.subarray(sample * data.channels, (sample + 1) * data.channels));
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  const cosine = (a: readonly number[], b: readonly number[]) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  let right = 0;
  for (let query = 0; query < queries.labels.length; query++) {
    const nearest = Array.from({ length: bank.labels.length }, (_, sample) => ({
      label: bank.labels[sample]!,
      similarity: cosine(vector(queries, query), vector(bank, sample)),
    }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, k);
    const votes = Array<number>(classes).fill(0);
    for (const { label, similarity } of nearest) votes[label]! += Math.exp(similarity / temperature);
    if (votes.indexOf(Math.max(...votes)) === queries.labels[query]) right++;
  }
  return right / queries.labels.length;
}
