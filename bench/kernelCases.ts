import * as tf from '@tensorflow/tfjs-core';
import { packViewParameters } from '../src/augment/packViewParameters';
import { ADAMW_SCALARS } from '../src/ops/adamw';
import { adamwAll } from '../src/ops/adamwAll';
import { bestMatches, type BestMatchesAttributes } from '../src/ops/bestMatches';
import { CASES } from '../src/ops/cases';
import type { AnyOp, OpCases } from '../src/ops/cases/opCases';
import { collapseMeasures } from '../src/ops/collapseMeasures';
import { combineTerms } from '../src/ops/combineTerms';
import { LARS_SCALARS } from '../src/ops/lars';
import { larsAll } from '../src/ops/larsAll';
import { matchTerms } from '../src/ops/matchTerms';
import { matchWeights } from '../src/ops/matchWeights';
import { nearestColumns, pairwiseNearest } from '../src/ops/pairwiseNearest';
import { packInputs } from '../src/ops/packedSlots';
import { renderViews } from '../src/ops/renderViews';
import { viewTerms } from '../src/ops/viewTerms';
import { packImages } from '../src/augment/packImages';
import { drawViews } from '../src/training/plan';
import { randomStream } from '../src/random/stream';
import { layoutOf } from '../src/vicregl/stackedViews';
import { networkSpecs } from '../src/vicregl/network';
import { workloadConfig } from './workloads';

type Inputs = Record<string, tf.Tensor>;

/** One fused op at the size that it has in a step of W1 (or, for ResNet's ops, in a network of that size). */
export interface KernelCase {
  readonly name: string;
  readonly op: AnyOp;
  readonly inputs: () => Inputs;
  readonly attributes: object;
  /** Inputs that training differentiates by; none where an op has no gradient. */
  readonly free: readonly string[];
  /** False where the composition runs on the CPU, so that a GPU has nothing to compare. */
  readonly comparable?: false;
  /** Floating-point operations of the forward pass, a multiply-add counting two; 0 where an op moves data only. */
  readonly flops: number;
}

const CONFIG = workloadConfig({ name: 'W1' });
const BATCH = CONFIG.run.batch;
/** Both views go through the networks as one batch. */
const SAMPLES = 2 * BATCH;
const GAMMA = CONFIG.loss.matchesForward;
/** The last stage's map: side and channels. */
const [LAST_SIDE, LAST_WIDTH] = [8, 96];
const CELLS = LAST_SIDE ** 2;
/** Width of the local expander. */
const LOCAL = 128;

function random(...shape: number[]): tf.Tensor {
  const stream = randomStream(1, 'probe', 0, shape.length);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => stream.normal()),
    shape,
  );
}

function caseOf(
  name: string,
  op: unknown,
  shapes: Readonly<Record<string, readonly number[]>>,
  attributes: object,
  options: { flops?: number; free?: readonly string[] } = {},
): KernelCase {
  return {
    name,
    op: op as AnyOp,
    inputs: () => Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, random(...shape)])),
    attributes,
    free: options.free ?? Object.keys(shapes),
    flops: options.flops ?? 0,
  };
}

/** All of W1's parameters, their gradients and `slots` tensors of the optimiser's, packed. */
function optimizerInputs(slots: number, columns: number): { inputs: () => Inputs; sizes: number[] } {
  const shapes = networkSpecs(CONFIG.model, CONFIG.loss.alpha).map(({ shape }) => shape);
  const sizes = shapes.map((shape) => tf.util.sizeFromShape([...shape]));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return {
    sizes,
    inputs: () =>
      packInputs(
        shapes.map((shape) => random(...shape)),
        shapes.map((shape) => random(...shape)),
        {
          slots: tf.zeros([slots, total]),
          scalars: tf.fill([shapes.length, columns], 0.01),
        },
      ),
  };
}

function offsetsOf(sizes: readonly number[]): number[] {
  let end = 0;
  return sizes.map((size) => (end += size) - size);
}

function optimizerCases(): KernelCase[] {
  const adam = optimizerInputs(2, ADAMW_SCALARS.length);
  const momentum = optimizerInputs(1, LARS_SCALARS.length);
  const packed = { rows: adam.sizes.map((_, row) => row), offsets: offsetsOf(adam.sizes) };
  return [
    {
      name: 'AdamW, all parameters',
      op: adamwAll as unknown as AnyOp,
      inputs: adam.inputs,
      attributes: { ...packed, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      free: [],
      flops: 0,
    },
    {
      name: 'LARS, all parameters',
      op: larsAll as unknown as AnyOp,
      inputs: momentum.inputs,
      attributes: { ...packed, momentum: 0.9, eta: 0.001, adapt: packed.rows.map(() => 1) },
      free: [],
      flops: 0,
    },
  ];
}

function renderCase(): KernelCase {
  const { size } = CONFIG.views.crops[0]!;
  return {
    name: `view rendering 2×${BATCH}×${size}²`,
    op: renderViews as unknown as AnyOp,
    inputs: () => {
      const stream = randomStream(1, 'probe', 0, 3);
      const bytes = Uint8Array.from({ length: BATCH * size * size * 3 }, () => stream.below(256));
      const drawn = drawViews(CONFIG, { height: size, width: size }, 1, 0, BATCH).flat();
      const parameters = packViewParameters(drawn);
      return {
        images: tf.tensor1d(packImages(bytes), 'int32'),
        indices: tf.range(0, BATCH, 1, 'int32'),
        parameters: tf.tensor(parameters, [drawn.length, parameters.length / drawn.length]),
      };
    },
    attributes: { sourceHeight: size, sourceWidth: size, size },
    comparable: false,
    free: [],
    flops: 0,
  };
}

/** Two views, matched by embedding and by location in both directions: four lists of γ matches. */
function criterionCases(): KernelCase[] {
  const layout = layoutOf(BATCH, [CELLS, CELLS]);
  const rows = 2 * BATCH * CELLS;
  const pair = { ...layout, one: [0], other: [1] };
  const { total } = nearestColumns(pair);
  const lists = { ...layout, from: [0, 1, 0, 1], into: [1, 0, 1, 0], kept: Array<number>(4).fill(GAMMA) };
  const columns = [0, CELLS, total, total + CELLS];
  const matches = 4 * GAMMA;
  const shares = [0.5, 0.5, 0.5, 0.5];
  const covariance = (count: number, width: number): number => 2 * count * BATCH * width ** 2;
  return [
    caseOf(
      'nearest cells, embeddings and locations',
      pairwiseNearest,
      { embeddings: [rows, LOCAL], locations: [rows, 2] },
      pair,
      { flops: 3 * BATCH * CELLS * CELLS * (LOCAL + 2), free: [] },
    ),
    {
      ...caseOf(`best ${GAMMA} of ${CELLS}, 4 lists`, bestMatches, {}, { ...lists, columns }),
      inputs: () => ({
        distance: random(BATCH, 2 * total),
        index: tf.zeros([BATCH, 2 * total], 'int32'),
      }),
    },
    caseOf(
      'match weights',
      matchWeights,
      { distance: [BATCH, matches], threshold0: [] },
      { kept: lists.kept, shares, thresholds: [0, 0, -1, -1] },
      { free: [] },
    ),
    {
      ...caseOf(
        'terms of matched cells',
        matchTerms,
        {},
        { ...lists, shares, statistics: true },
        { flops: covariance(2 * matches, LOCAL) },
      ),
      inputs: () => ({
        rows: random(rows, LOCAL),
        index: matchedRows(lists, matches),
        weight: tf.fill([BATCH, matches], 0.5 / GAMMA / BATCH),
      }),
      free: ['rows'],
    },
    caseOf(
      'terms of global embeddings',
      viewTerms,
      { rows: [SAMPLES, 256] },
      {
        ...layoutOf(BATCH, [1, 1]),
        one: [0],
        other: [1],
        pairShares: [1],
        varianceShares: [0.5, 0.5],
        covarianceShares: [0.5, 0.5],
      },
      { flops: covariance(2, 256) },
    ),
    caseOf(
      'combine terms',
      combineTerms,
      { global: [3], local: [3] },
      { alpha: 0.75, lambda: 25, mu: 25, nu: 1 },
    ),
    caseOf(
      'collapse measures',
      collapseMeasures,
      { x0: [SAMPLES, LAST_WIDTH], x1: [SAMPLES, 256] },
      { batch: BATCH },
      { free: [] },
    ),
  ];
}

/** Random rows of the views that lists of matches look from and into, `[B, 2S]`. */
function matchedRows(
  { batch, first, cells, from, into, kept }: Omit<BestMatchesAttributes, 'columns'>,
  matches: number,
): tf.Tensor {
  const stream = randomStream(1, 'probe', 0, 9);
  const picked = Array.from({ length: batch }, (_, sample) =>
    [from, into].flatMap((views) =>
      views.flatMap((view, list) =>
        Array.from(
          { length: kept[list]! },
          () => first[view]! + sample * cells[view]! + stream.below(cells[view]!),
        ),
      ),
    ),
  );
  return tf.tensor2d(picked.flat(), [batch, 2 * matches], 'int32');
}

/** An op's sizes in a step. */
function timedCases(name: string, { op, prepare, timed = {} }: OpCases): KernelCase[] {
  return Object.entries(timed).map(([size, { shapes, attributes = {}, flops, free }]) => {
    const timedCase = caseOf(`${name} ${size}`, op, shapes, attributes, {
      flops,
      ...(free && { free }),
    });
    const inputs = (): Inputs =>
      Object.fromEntries(
        Object.entries(timedCase.inputs()).map(([key, values]) => [
          key,
          prepare === undefined ? values : prepare(key, values),
        ]),
      );
    return { ...timedCase, inputs };
  });
}

/** Every fused op. */
export function kernelCases(): KernelCase[] {
  return [
    ...Object.entries<OpCases>(CASES).flatMap(([name, cases]) => timedCases(name, cases)),
    ...criterionCases(),
    ...optimizerCases(),
    renderCase(),
  ];
}
