import * as tf from '@tensorflow/tfjs-core';
import { randomStream } from '../random/stream';
import { criterionOfViews } from './criterion';
import { criterion as definition, type CriterionOptions } from './definition/criterion';
import { hasGlobalBranch, hasLocalBranch } from './definition/terms';

/** @file For tests: random views, and what the criterion and its definition make of them. */

export interface CriterionCase {
  readonly name: string;
  readonly batch: number;
  /** Cells of each view. */
  readonly cells: readonly number[];
  /** Dimensions of embeddings and of map embeddings. */
  readonly dimensions: readonly [number, number];
  readonly options?: Partial<CriterionOptions>;
  /** Map embeddings and locations of few values, so that many distances are equal. */
  readonly ties?: boolean;
}

const DEFAULT_OPTIONS: CriterionOptions = {
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

export const CRITERION_CASES: readonly CriterionCase[] = [
  { name: 'two views', batch: 5, cells: [9, 9], dimensions: [6, 4] },
  {
    name: 'two views of different sizes, all matches',
    batch: 3,
    cells: [12, 7],
    dimensions: [17, 5],
    options: { embeddingMatchesAll: true, matchesForward: 3, matchesBackward: -1 },
  },
  {
    name: 'thresholds that leave some out',
    batch: 4,
    cells: [9, 6],
    dimensions: [8, 3],
    options: { embeddingThreshold: 1.2, locationThreshold: 9 },
  },
  {
    name: 'a threshold that leaves nothing',
    batch: 4,
    cells: [6, 6],
    dimensions: [8, 3],
    options: { embeddingThreshold: 0 },
  },
  { name: 'multi-crop', batch: 4, cells: [9, 9, 4, 4, 4], dimensions: [7, 5] },
  {
    name: 'multi-crop, γ by the view that looks, thresholds',
    batch: 3,
    cells: [16, 15, 4, 6],
    dimensions: [32, 20],
    options: { matchesRule: 'view', matchesForward: 10, matchesBackward: 3, embeddingThreshold: 5 },
  },
  { name: 'ties, two views', batch: 3, cells: [12, 12], dimensions: [6, 3], ties: true },
  { name: 'ties, multi-crop', batch: 3, cells: [9, 9, 4], dimensions: [6, 2], ties: true },
  {
    name: 'ties, all matches of many cells',
    batch: 2,
    cells: [70, 58],
    dimensions: [4, 4],
    options: { embeddingMatchesAll: true, matchesForward: 57, matchesBackward: 20 },
    ties: true,
  },
  {
    name: 'variance and covariance of complete maps',
    batch: 4,
    cells: [9, 6, 4],
    dimensions: [8, 5],
    options: { fastVarianceCovariance: true },
  },
  { name: 'global branch alone', batch: 6, cells: [4, 4, 2], dimensions: [9, 3], options: { alpha: 1 } },
  { name: 'local branch alone', batch: 6, cells: [4, 5, 3], dimensions: [9, 3], options: { alpha: 0 } },
  { name: 'a large batch', batch: 130, cells: [4, 4], dimensions: [12, 6] },
  {
    name: 'one cell a view',
    batch: 3,
    cells: [1, 1],
    dimensions: [4, 4],
    options: { matchesForward: 1, matchesBackward: 1 },
  },
];

/** The two that are compared. */
const CRITERIA = { definition, fused: criterionOfViews };

/** Values of a result by name: `total`, `terms`, and the gradients of the total, `d` + input and view. */
export type CriterionValues = Readonly<Record<string, Float32Array>>;

function random(shape: readonly number[], index: number, scale: number, step?: number): tf.Tensor {
  const stream = randomStream(13, 'probe', 0, index);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => {
    const value = scale * stream.normal();
    return step === undefined ? value : step * Math.round(value / step);
  });
  return tf.tensor(values, [...shape]);
}

/** The criterion of a case on the current backend, and its gradients. */
export async function evaluateCriterion(
  { batch, cells, dimensions, options, ties = false }: CriterionCase,
  which: keyof typeof CRITERIA,
): Promise<CriterionValues> {
  const all = { ...DEFAULT_OPTIONS, ...options };
  const [wide, narrow] = dimensions;
  const embeddings = (view: number) => tf.add(random([batch, wide], 3 * view, 1), 0.5);
  const maps = (count: number, view: number) =>
    random([batch, count, narrow], 3 * view + 1, 1, ties ? 1 : undefined);
  const places = (count: number, view: number) =>
    random([batch, count, 2], 3 * view + 2, 20, ties ? 20 : undefined) as tf.Tensor3D;

  const results: Record<string, tf.Tensor> = tf.tidy(() => {
    const locations = cells.map(places);
    const inputs = {
      ...(hasGlobalBranch(all.alpha) && { embeddings: cells.map((_, view) => embeddings(view)) }),
      ...(hasLocalBranch(all.alpha) && { maps: cells.map(maps) }),
    };
    const names = Object.keys(inputs) as (keyof typeof inputs)[];
    let terms: tf.Tensor | undefined;
    const total = (...tensors: tf.Tensor[]): tf.Scalar => {
      const views = Object.fromEntries(
        names.map((name, i) => [name, tensors.slice(i * cells.length, (i + 1) * cells.length)]),
      );
      const result = CRITERIA[which]({ ...views, locations }, all);
      terms = tf.keep(result.terms);
      return result.total;
    };
    const { value, grads } = tf.valueAndGrads(total)(names.flatMap((name) => inputs[name]!));
    const gradients = grads.map((gradient, i) => [
      `d${names[Math.floor(i / cells.length)]}${i % cells.length}`,
      gradient,
    ]);
    return { total: value, terms: terms!, ...(Object.fromEntries(gradients) as Record<string, tf.Tensor>) };
  });
  const values = await Promise.all(
    Object.entries(results).map(async ([name, tensor]) => [name, await tensor.data()] as const),
  );
  tf.dispose(results);
  return Object.fromEntries(values) as CriterionValues;
}
