import * as tf from '@tensorflow/tfjs-core';
import { packViewParameters } from '../src/augment/packViewParameters';
import type { FusedOp, OpAttributes } from '../src/gpu/fusedOp';
import { ADAMW_SCALARS } from '../src/gpu/ops/adamw';
import { adamwAll } from '../src/gpu/ops/adamwAll';
import { plainAttraction, weightedAttraction } from '../src/gpu/ops/attraction';
import { batchNorm } from '../src/gpu/ops/batchNorm';
import { bestMatches } from '../src/gpu/ops/bestMatches';
import { combine, termName } from '../src/gpu/ops/combineTerms';
import { conv2d } from '../src/gpu/ops/conv2d';
import { covariancePenalty } from '../src/gpu/ops/covariancePenalty';
import { depthwiseConv } from '../src/gpu/ops/depthwiseConv';
import { gatherCells } from '../src/gpu/ops/gatherCells';
import { LARS_SCALARS } from '../src/gpu/ops/lars';
import { larsAll } from '../src/gpu/ops/larsAll';
import { layerNorm } from '../src/gpu/ops/layerNorm';
import { linear } from '../src/gpu/ops/linear';
import { maxPool } from '../src/gpu/ops/maxPool';
import { meanCells } from '../src/gpu/ops/meanCells';
import { nearest } from '../src/gpu/ops/nearest';
import { packInputs } from '../src/gpu/ops/packedSlots';
import { patchConv } from '../src/gpu/ops/patchConv';
import { renderViews } from '../src/gpu/ops/renderViews';
import { residual } from '../src/gpu/ops/residual';
import { varianceHinge } from '../src/gpu/ops/varianceHinge';
import { packImages } from '../src/augment/packImages';
import { drawViews } from '../src/training/plan';
import { randomStream } from '../src/random/stream';
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

/** Random indices below `CELLS`, `[batch, γ]`. */
function randomIndices(): tf.Tensor {
  const stream = randomStream(1, 'probe', 0, 9);
  return tf.tensor2d(
    Int32Array.from({ length: BATCH * GAMMA }, () => stream.below(CELLS)),
    [BATCH, GAMMA],
    'int32',
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
    name: `view rendering ${BATCH}×${size}²`,
    op: renderViews as unknown as AnyOp,
    inputs: () => {
      const stream = randomStream(1, 'probe', 0, 3);
      const bytes = Uint8Array.from({ length: BATCH * size * size * 3 }, () => stream.below(256));
      const [parameters] = drawViews(CONFIG, { height: size, width: size }, 1, 0, BATCH);
      return {
        images: tf.tensor1d(packImages(bytes), 'int32'),
        indices: tf.range(0, BATCH, 1, 'int32'),
        parameters: tf.tensor(packViewParameters(parameters!), [
          BATCH,
          packViewParameters(parameters!).length / BATCH,
        ]),
      };
    },
    attributes: { sourceHeight: size, sourceWidth: size, size },
    comparable: false,
    free: [],
    flops: 0,
  };
}

function matchingCases(): KernelCase[] {
  const pairs = { input: [BATCH, GAMMA, LOCAL], candidate: [BATCH, GAMMA, LOCAL] };
  const slots = [BATCH, GAMMA, LOCAL];
  return [
    caseOf(
      'nearest, embeddings',
      nearest,
      { input: [BATCH, CELLS, LOCAL], candidate: [BATCH, CELLS, LOCAL] },
      {},
      {
        flops: 3 * BATCH * CELLS * CELLS * LOCAL,
        free: [],
      },
    ),
    caseOf(
      'nearest, locations',
      nearest,
      { input: [BATCH, CELLS, 2], candidate: [BATCH, CELLS, 2] },
      {},
      {
        flops: 3 * BATCH * CELLS * CELLS * 2,
        free: [],
      },
    ),
    caseOf(
      `best ${GAMMA} of ${CELLS}`,
      bestMatches,
      { distance: [BATCH, CELLS] },
      { count: GAMMA },
      { free: [] },
    ),
    {
      ...caseOf('gather cells', gatherCells, {}, {}),
      inputs: () => ({ map: random(BATCH, CELLS, LOCAL), index: randomIndices() }),
      free: ['map'],
    },
    caseOf('attraction', plainAttraction, pairs, {}, { flops: 3 * BATCH * GAMMA * LOCAL }),
    {
      ...caseOf('attraction, weighted', weightedAttraction, {}, {}),
      inputs: () => ({
        input: random(...slots),
        candidate: random(...slots),
        weight: tf.ones([BATCH, GAMMA]),
      }),
      free: ['input', 'candidate'],
    },
    caseOf('variance hinge', varianceHinge, { x: slots }, {}, { flops: 4 * BATCH * GAMMA * LOCAL }),
    caseOf(
      'covariance, matched cells',
      covariancePenalty,
      { x: slots },
      {},
      {
        flops: 2 * GAMMA * BATCH * LOCAL ** 2,
      },
    ),
    caseOf(
      'covariance, global',
      covariancePenalty,
      { x: [BATCH, 2, 256] },
      {},
      {
        flops: 2 * 2 * BATCH * 256 ** 2,
      },
    ),
    caseOf(
      'combine terms',
      combine,
      { [termName(0)]: [], [termName(1)]: [], [termName(2)]: [] },
      {
        weights: [0.5, 0.25, 0.25],
      },
    ),
  ];
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
    ...matchingCases(),
    ...optimizerCases(),
    renderCase(),
  ];
}
