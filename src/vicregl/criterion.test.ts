import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../random/stream';
import { criterion, type CriterionOptions, type ViewOutputs } from './criterion';
import { matchesKept } from './localCriterion';

beforeAll(() => tf.setBackend('cpu'));

const OPTIONS: CriterionOptions = {
  alpha: 0.75,
  lambda: 25,
  mu: 20,
  nu: 2,
  matchesForward: 4,
  matchesBackward: 2,
  matchesRule: 'direction',
  embeddingMatchesAll: false,
  embeddingThreshold: null,
  locationThreshold: null,
  fastVarianceCovariance: false,
};

function random(shape: number[], index: number, scale = 1): tf.Tensor {
  const stream = randomStream(11, 'probe', 0, index);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => scale * stream.normal()),
    shape,
  );
}

function views(count: number): Required<ViewOutputs>[] {
  return Array.from({ length: count }, (_, view) => ({
    embedding: random([5, 6], 3 * view) as tf.Tensor2D,
    maps: random([5, 9, 4], 3 * view + 1) as tf.Tensor3D,
    locations: random([5, 3, 3, 2], 3 * view + 2, 20),
  }));
}

const value = (scalar: tf.Scalar | undefined): number => scalar!.dataSync()[0]!;

describe('the criterion', () => {
  it('leaves out the branch that α switches off, and needs nothing of it', () => {
    const globalOnly = criterion(
      views(2).map(({ embedding, locations }) => ({ embedding, locations })),
      { ...OPTIONS, alpha: 1 },
    );
    expect(globalOnly.local).toBeUndefined();
    expect(globalOnly.matches).toEqual([]);
    const localOnly = criterion(
      views(2).map(({ maps, locations }) => ({ maps, locations })),
      { ...OPTIONS, alpha: 0 },
    );
    expect(localOnly.global).toBeUndefined();
    expect(value(localOnly.total)).toBeGreaterThan(0);
  });

  it('takes its weights as numbers or as tensors', () => {
    const tensors = { alpha: 0.75, lambda: 25, mu: 20, nu: 2 };
    const scalars = Object.fromEntries(
      Object.entries(tensors).map(([name, number]) => [name, tf.scalar(number)]),
    );
    const plain = criterion(views(3), OPTIONS);
    const live = criterion(views(3), { ...OPTIONS, ...scalars });
    expect(value(live.total)).toBeCloseTo(value(plain.total), 5);
  });

  it('adds up to α · global + (1 − α) · local', () => {
    const { total, global, local } = criterion(views(3), OPTIONS);
    const sum = (terms: typeof global): number =>
      value(terms?.invariance) + value(terms?.variance) + value(terms?.covariance);
    expect(value(total)).toBeCloseTo(0.75 * sum(global) + 0.25 * sum(local), 4);
  });

  it('attracts nothing beyond a threshold, and keeps variance and covariance', () => {
    const all = criterion(views(2), OPTIONS).local!;
    const none = criterion(views(2), { ...OPTIONS, embeddingThreshold: 0, locationThreshold: 0 }).local!;
    expect(value(none.invariance)).toBe(0);
    expect(value(none.variance)).toBe(value(all.variance));
    expect(value(none.covariance)).toBe(value(all.covariance));
    const far = criterion(views(2), { ...OPTIONS, embeddingThreshold: 1e3, locationThreshold: 1e4 }).local!;
    expect(value(far.invariance)).toBeCloseTo(value(all.invariance), 4);
  });

  it('averages over the pairs within a threshold alone', () => {
    const maps = [
      [[0], [10]],
      [[0], [10]],
    ];
    const view = (offset: number): ViewOutputs => ({
      maps: tf.add(tf.tensor3d(maps), offset),
      locations: tf.tensor3d([
        [
          [0, 0],
          [0, 50],
        ],
        [
          [0, 0],
          [0, offset === 0 ? 50 : 90],
        ],
      ]),
    });
    const options = { ...OPTIONS, alpha: 0, lambda: 1, matchesForward: -1, matchesBackward: -1 };
    const { local } = criterion([view(0), view(1)], {
      ...options,
      embeddingThreshold: 0.5,
      locationThreshold: 10,
    });
    // By embedding every pair is 1 apart and leaves; by location 3 of 4 stay, each with a squared difference of 1.
    expect(value(local!.invariance)).toBeCloseTo(1, 6);
  });

  it('lets γ follow the direction or the view', () => {
    const by = (matchesRule: 'direction' | 'view', role: 'forward' | 'backward', view: number): number =>
      matchesKept({ ...OPTIONS, matchesRule }, 'location', role, view);
    expect([
      by('direction', 'forward', 0),
      by('direction', 'backward', 1),
      by('direction', 'backward', 3),
    ]).toEqual([4, 2, 2]);
    expect([by('view', 'forward', 0), by('view', 'backward', 1), by('view', 'backward', 3)]).toEqual([
      4, 4, 2,
    ]);
    expect(matchesKept({ ...OPTIONS, embeddingMatchesAll: true }, 'embedding', 'forward', 0)).toBe(-1);
  });

  it('makes each match once, however many pairs ask for it', () => {
    const { matches } = criterion(views(2), { ...OPTIONS, embeddingMatchesAll: true });
    expect(matches.map(({ kind, from, into, count, uses }) => [kind, from, into, count, uses])).toEqual([
      ['embedding', 0, 1, -1, 2],
      ['embedding', 1, 0, -1, 2],
      ['location', 0, 1, 4, 1],
      ['location', 1, 0, 2, 1],
      ['location', 1, 0, 4, 1],
      ['location', 0, 1, 2, 1],
    ]);
  });
});
