import * as tf from '@tensorflow/tfjs-core';
import { packViewParameters } from '../src/augment/packViewParameters';
import type { FusedOp, OpAttributes } from '../src/ops/fusedOp';
import { ADAMW_SCALARS } from '../src/ops/adamw';
import { adamwAll } from '../src/ops/adamwAll';
import { batchNorm } from '../src/ops/batchNorm';
import { bestMatches, type BestMatchesAttributes } from '../src/ops/bestMatches';
import { combineTerms } from '../src/ops/combineTerms';
import { conv2d } from '../src/ops/conv2d';
import { crossEntropy } from '../src/ops/crossEntropy';
import { depthwiseConv } from '../src/ops/depthwiseConv';
import { LARS_SCALARS } from '../src/ops/lars';
import { larsAll } from '../src/ops/larsAll';
import { layerNorm } from '../src/ops/layerNorm';
import { linear } from '../src/ops/linear';
import { matchTerms } from '../src/ops/matchTerms';
import { matchWeights } from '../src/ops/matchWeights';
import { maxPool } from '../src/ops/maxPool';
import { meanCells } from '../src/ops/meanCells';
import { nearest, nearestColumns } from '../src/ops/nearest';
import { packInputs } from '../src/ops/packedSlots';
import { patchConv } from '../src/ops/patchConv';
import { renderViews } from '../src/ops/renderViews';
import { residual } from '../src/ops/residual';
import { spread } from '../src/ops/spread';
import { viewTerms } from '../src/ops/viewTerms';
import { packImages } from '../src/augment/packImages';
import { drawViews } from '../src/training/plan';
import { randomStream } from '../src/random/stream';
import { layoutOf } from '../src/vicregl/stackedViews';
import { networkSpecs } from '../src/vicregl/network';
import { workloadConfig } from './workloads';

type Inputs = Record<string, tf.Tensor>;
type AnyOp = FusedOp<Inputs, OpAttributes, tf.Tensor | tf.Tensor[]>;

/** One fused op at the size that it has in a step of W1 (or, for ResNet's ops, in a network of that size). */
export interface KernelCase {
  readonly name: string;
  readonly op: AnyOp;
  readonly inputs: () => Inputs;
  readonly attributes: OpAttributes;
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
/** Maps of the two stages: side and channels. */
const [SIDE, WIDTH] = [16, 48];
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
  attributes: OpAttributes,
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

function linearCase(
  name: string,
  rows: number,
  inputs: number,
  outputs: number,
  activation: string,
): KernelCase {
  const shapes = { x: [rows, inputs], w: [outputs, inputs], b: [outputs] };
  return caseOf(name, linear, shapes, { activation }, { flops: 2 * rows * inputs * outputs });
}

function patchCase(name: string, side: number, channels: number, outputs: number, patch: number): KernelCase {
  const shapes = {
    x: [SAMPLES, side, side, channels],
    w: [outputs, channels, patch, patch],
    b: [outputs],
  };
  const free = channels === 3 ? ['w', 'b'] : ['x', 'w', 'b'];
  return caseOf(
    name,
    patchConv,
    shapes,
    { patch },
    {
      flops: 2 * SAMPLES * side * side * channels * outputs,
      free,
    },
  );
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
  const slots = 4 * GAMMA;
  const shares = [0.5, 0.5, 0.5, 0.5];
  const covariance = (count: number, width: number): number => 2 * count * BATCH * width ** 2;
  return [
    caseOf(
      'nearest, embeddings and locations',
      nearest,
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
      { distance: [BATCH, slots], threshold0: [] },
      { kept: lists.kept, shares, thresholds: [0, 0, -1, -1] },
      { free: [] },
    ),
    {
      ...caseOf(
        'terms of matched cells',
        matchTerms,
        {},
        { ...lists, shares, statistics: true },
        { flops: covariance(2 * slots, LOCAL) },
      ),
      inputs: () => ({
        rows: random(rows, LOCAL),
        index: matchedRows(lists, slots),
        weight: tf.fill([BATCH, slots], 0.5 / GAMMA / BATCH),
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
    {
      ...caseOf('cross entropy, 10 classes', crossEntropy, {}, {}),
      inputs: () => ({ logits: random(BATCH, 10), labels: tf.zeros([BATCH], 'int32') }),
      free: ['logits'],
    },
    caseOf(
      'spread',
      spread,
      { x0: [SAMPLES, LAST_WIDTH], x1: [SAMPLES, 256] },
      { batch: BATCH },
      { free: [] },
    ),
  ];
}

/** Random rows of the views that lists of matches look from and into, `[B, 2S]`. */
function matchedRows(
  { batch, first, cells, from, into, kept }: Omit<BestMatchesAttributes, 'columns'>,
  slots: number,
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
  return tf.tensor2d(picked.flat(), [batch, 2 * slots], 'int32');
}

/** Every fused op. */
export function kernelCases(): KernelCase[] {
  const rows = SAMPLES * SIDE ** 2;
  const lastRows = SAMPLES * CELLS;
  const map = [SAMPLES, SIDE, SIDE, WIDTH];
  return [
    linearCase(`linear ${rows}×${WIDTH}→${4 * WIDTH}, GELU`, rows, WIDTH, 4 * WIDTH, 'gelu'),
    linearCase(`linear ${rows}×${4 * WIDTH}→${WIDTH}`, rows, 4 * WIDTH, WIDTH, 'none'),
    linearCase(
      `linear ${lastRows}×${LAST_WIDTH}→${4 * LAST_WIDTH}, GELU`,
      lastRows,
      LAST_WIDTH,
      4 * LAST_WIDTH,
      'gelu',
    ),
    linearCase(`linear ${lastRows}×${LOCAL}→${LOCAL}`, lastRows, LOCAL, LOCAL, 'none'),
    linearCase(`linear ${SAMPLES}×256→256`, SAMPLES, 256, 256, 'none'),
    patchCase('patches 4×4, 3 channels', 64, 3, WIDTH, 4),
    patchCase('patches 2×2', SIDE, WIDTH, LAST_WIDTH, 2),
    caseOf(
      'depthwise 7×7',
      depthwiseConv,
      { x: map, w: [WIDTH, 1, 7, 7], b: [WIDTH] },
      {},
      {
        flops: 2 * 49 * rows * WIDTH,
      },
    ),
    caseOf(
      'layer norm',
      layerNorm,
      { x: map, gamma: [WIDTH], beta: [WIDTH] },
      { eps: 1e-6 },
      {
        flops: 8 * rows * WIDTH,
      },
    ),
    caseOf(
      'batch norm + ReLU',
      batchNorm,
      { x: map, gamma: [WIDTH], beta: [WIDTH] },
      { eps: 1e-5, relu: true },
      {
        flops: 8 * rows * WIDTH,
      },
    ),
    caseOf('residual', residual, { x: map, branch: map }, {}, { flops: rows * WIDTH }),
    caseOf(
      'mean over cells',
      meanCells,
      { x: [SAMPLES, CELLS, LAST_WIDTH] },
      {},
      {
        flops: lastRows * LAST_WIDTH,
      },
    ),
    caseOf(
      'conv 3×3',
      conv2d,
      { x: [SAMPLES, SIDE, SIDE, 16], w: [16, 16, 3, 3] },
      { stride: 1, padding: 1 },
      {
        flops: 2 * 9 * rows * 16 * 16,
      },
    ),
    caseOf(
      'conv 1×1',
      conv2d,
      { x: [SAMPLES, SIDE, SIDE, 16], w: [64, 16, 1, 1] },
      { stride: 1, padding: 0 },
      {
        flops: 2 * rows * 16 * 64,
      },
    ),
    caseOf('max-pool 3×3', maxPool, { x: map }, {}),
    ...criterionCases(),
    ...optimizerCases(),
    renderCase(),
  ];
}
