import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../random/stream';
import { criterion, type CriterionInputs, type CriterionResult } from './criterion';
import type { CriterionOptions } from './definition/criterion';
import { matchesKept } from './definition/matchCounts';
import { termNames } from './definition/terms';
import { stackViews } from './stackedViews';

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

function views(count: number): Required<CriterionInputs> {
  const each = (write: (view: number) => tf.Tensor) =>
    stackViews(Array.from({ length: count }, (_, view) => write(view) as tf.Tensor3D));
  return {
    embeddings: each((view) => random([5, 1, 6], 3 * view)),
    maps: each((view) => random([5, 9, 4], 3 * view + 1)),
    locations: each((view) => random([5, 9, 2], 3 * view + 2, 20)).rows,
  };
}

const value = (scalar: tf.Scalar): number => scalar.dataSync()[0]!;

/** The terms of a result by name. */
function termsOf({ terms }: CriterionResult, { alpha }: CriterionOptions) {
  const values = terms.dataSync();
  const names = termNames(alpha);
  expect(values.length).toBe(names.length);
  return Object.fromEntries(names.map((name, i) => [name, values[i]!])) as Record<
    (typeof names)[number],
    number
  >;
}

describe('the criterion', () => {
  it('leaves out the branch that α switches off, and needs nothing of it', () => {
    const { embeddings, maps, locations } = views(2);
    const globalOnly = criterion({ embeddings, locations }, { ...OPTIONS, alpha: 1 });
    expect(globalOnly.terms.shape).toEqual([3]);
    expect(globalOnly.matches).toBeUndefined();
    const localOnly = criterion({ maps, locations }, { ...OPTIONS, alpha: 0 });
    expect(localOnly.terms.shape).toEqual([3]);
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
    const result = criterion(views(3), OPTIONS);
    const terms = termsOf(result, OPTIONS);
    const global = terms.globalInvariance + terms.globalVariance + terms.globalCovariance;
    const local = terms.localInvariance + terms.localVariance + terms.localCovariance;
    expect(value(result.total)).toBeCloseTo(0.75 * global + 0.25 * local, 4);
  });

  it.each([false, true])(
    'adds up over both kinds of matches, of complete maps: %s',
    (fastVarianceCovariance) => {
      const options = { ...OPTIONS, alpha: 0, fastVarianceCovariance };
      const given = views(3);
      const terms = (kinds?: CriterionOptions['kinds']) =>
        termsOf(criterion(given, { ...options, ...(kinds && { kinds }) }), options);
      const [both, embedding, location] = [terms(), terms(['embedding']), terms(['location'])];
      for (const name of termNames(0)) {
        expect((embedding[name] + location[name]) / both[name], name).toBeCloseTo(1, 5);
      }
      expect(embedding.localInvariance).not.toBeCloseTo(location.localInvariance, 3);
    },
  );

  it('attracts nothing beyond a threshold, and keeps variance and covariance', () => {
    const terms = (limits: Partial<CriterionOptions>) =>
      termsOf(criterion(views(2), { ...OPTIONS, ...limits }), OPTIONS);
    const all = terms({});
    const none = terms({ embeddingThreshold: 0, locationThreshold: 0 });
    expect(none.localInvariance).toBe(0);
    expect(none.localVariance).toBe(all.localVariance);
    expect(none.localCovariance).toBe(all.localCovariance);
    const far = terms({ embeddingThreshold: 1e3, locationThreshold: 1e4 });
    expect(far.localInvariance).toBeCloseTo(all.localInvariance, 4);
  });

  it('averages over the pairs within a threshold alone', () => {
    const maps = [
      [[0], [10]],
      [[0], [10]],
    ];
    const grid = (last: number) => [
      [
        [0, 0],
        [0, 50],
      ],
      [
        [0, 0],
        [0, last],
      ],
    ];
    const options = {
      ...OPTIONS,
      alpha: 0,
      lambda: 1,
      matchesForward: -1,
      matchesBackward: -1,
      embeddingThreshold: 0.5,
      locationThreshold: 10,
    };
    const result = criterion(
      {
        maps: stackViews([tf.tensor3d(maps), tf.add(tf.tensor3d(maps), 1)]),
        locations: stackViews([tf.tensor3d(grid(50)), tf.tensor3d(grid(90))]).rows,
      },
      options,
    );
    // By embedding every pair is 1 apart and leaves; by location 3 of 4 stay, each with a squared difference of 1.
    expect(termsOf(result, options).localInvariance).toBeCloseTo(1, 6);
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
    expect(
      matches!.lists.map(({ kind, from, into, count, uses }) => [kind, from, into, count, uses]),
    ).toEqual([
      ['embedding', 0, 1, -1, 2],
      ['embedding', 1, 0, -1, 2],
      ['location', 0, 1, 4, 1],
      ['location', 1, 0, 2, 1],
      ['location', 1, 0, 4, 1],
      ['location', 0, 1, 2, 1],
    ]);
  });
});
