import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { allocateScratch } from '../scratchTensors';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from './flat';
import { each, grid } from './matmul/unrolled';
import { directShare, type SlotGradient, type Slots } from './slots';
import { shareOf, type Shares } from './shares';
import { slotSource, type SourceVariant } from './slotSource';
import { TERM_GRADIENTS, type TermGradients } from './termGradients';
import { workgroupSum } from './workgroupSum';

/**
 * @file What `gram.ts` computes, of batches that one workgroup does not hold: square by square, over samples (X·Xᵀ) or over
 * dimensions (Xᵀ·X), whichever matrix is smaller. X is centred as it is read, by means that are there before.
 */

/** Threads along either side of a workgroup, numbers of the matrix along a thread's square, and terms that are staged. */
const SIDE = 8;
const TILE = 8;
const BLOCK = SIDE * TILE;
const THREADS = SIDE * SIDE;
const DEPTH = 8;

/** A mean, a difference, its square and a sum. */
const OPERATIONS_PER_VALUE = 4;

type Over = 'samples' | 'dimensions';
type Variant = SourceVariant & { over: Over };

const UNIFORMS = { batch: 'u32', width: 'u32', firstSlot: 'u32', scale: 'f32' } as const;

/** WGSL: the slot of a workgroup, one of those whose covariance counts. */
const SLOT = `let slot = params.firstSlot + workgroup.z;
  let slotPart = partOf(slot);`;

/**
 * Each column's mean and sum of squares around it. Over samples a forward pass wants `energies` too: what the squares on the
 * covariance's diagonal take off those of the matrix.
 */
const statisticsProgram = defineProgram(
  'columnStatistics',
  ({ energies, ...variant }: SourceVariant & { energies: boolean }) => {
    const source = slotSource(variant, 1);
    return {
      inputs: { x: 'f32', ...source.inputs },
      outputs: { statistics: 'vec2<f32>', ...(energies ? { energies: 'f32' } : {}) },
      uniforms: { ...UNIFORMS, count: 'u32', firstEnergy: 'u32', ...source.uniforms },
      workgroupSize: [FLAT_THREADS],
      declarations: source.declarations,
      main: `
  ${FLAT_INDEX}
  if (i >= params.count * params.width) { return; }
  let slot = params.firstSlot + i / params.width;
  let d = i % params.width;
  let slotPart = partOf(slot);
  var sum = 0.0;
  for (var b = 0u; b < params.batch; b++) { sum += x[place(b, slot, slotPart) + d]; }
  let mean = sum / f32(params.batch);
  var square = 0.0;
  for (var b = 0u; b < params.batch; b++) {
    let centred = x[place(b, slot, slotPart) + d] - mean;
    square += centred * centred;
  }
  statistics[i] = vec2<f32>(mean, square);
  ${energies ? 'energies[params.firstEnergy + i] = -square * square * params.scale * covarianceShare(slotPart);' : ''}`,
    };
  },
);

/** WGSL: centred values, zero beyond the last sample and the last dimension, and room for what is staged of two factors. */
const STAGING = `
const BLOCK = ${BLOCK}u;
const DEPTH = ${DEPTH}u;
var<workgroup> left: array<f32, ${BLOCK * DEPTH}>;
var<workgroup> right: array<f32, ${BLOCK * DEPTH}>;
fn centred(sample: u32, d: u32, slot: u32, slotPart: u32, own: u32) -> f32 {
  if (sample >= params.batch || d >= params.width) { return 0.0; }
  return x[place(sample, slot, slotPart) + d] - statistics[own * params.width + d].x;
}`;

/**
 * WGSL: stages `DEPTH` terms of `BLOCK` rows, row r's term t by `value`. Neighbouring threads read along
 * that of the two along which neighbours lie in memory.
 */
const stage = (into: string, along: 'r' | 't', value: string): string => `
    for (var e = localIndex; e < BLOCK * DEPTH; e += ${THREADS}u) {
      let r = ${along === 'r' ? 'e % BLOCK' : 'e / DEPTH'};
      let t = ${along === 'r' ? 'e / BLOCK' : 'e % DEPTH'};
      ${into}[t * BLOCK + r] = ${value};
    }`;

/** WGSL: `c0_0`, `c0_1`, … += the products of what is staged. */
const MULTIPLY = `
    workgroupBarrier();
    for (var t = 0u; t < DEPTH; t++) {
      ${each(TILE, (j) => `let b${j} = right[t * BLOCK + local.x + ${j * SIDE}u];`)}
      ${each(TILE, (i) => `{ let a = left[t * BLOCK + local.y + ${i * SIDE}u]; ${each(TILE, (j) => `c${i}_${j} = fma(a, b${j}, c${i}_${j});`)} }\n`)}
    }
    workgroupBarrier();`;

const SUMS = grid(TILE, TILE, (i, j) => `var c${i}_${j} = 0.0;`);

/**
 * One workgroup per square of a slot's matrix on and above the diagonal, which also writes the one that mirrors it. Over
 * dimensions the diagonal is left out: what is left are the covariances alone.
 */
const productProgram = defineProgram('largeGram', ({ over, ...variant }: Variant) => {
  const source = slotSource(variant, 1);
  const alongSamples = over === 'samples';
  const value = (first: string): string =>
    alongSamples
      ? `centred(${first} + r, k + t, slot, slotPart, workgroup.z)`
      : `centred(k + t, ${first} + r, slot, slotPart, workgroup.z)`;
  const along = alongSamples ? 't' : 'r';
  return {
    inputs: { x: 'f32', ...source.inputs, statistics: 'vec2<f32>' },
    outputs: { gram: 'f32', energies: 'f32' },
    uniforms: { ...UNIFORMS, firstEnergy: 'u32', ...source.uniforms },
    workgroupSize: [SIDE, SIDE],
    declarations: source.declarations + STAGING + workgroupSum(THREADS),
    main: `
  ${SLOT}
  let matrix = (workgroup.z * workgroups.y + workgroup.y) * workgroups.x + workgroup.x;
  if (workgroup.x < workgroup.y) {
    if (localIndex == 0u) { energies[params.firstEnergy + matrix] = 0.0; }
    return;
  }
  let size = params.${alongSamples ? 'batch' : 'width'};
  let row = workgroup.y * BLOCK;
  let column = workgroup.x * BLOCK;
  ${SUMS}
  for (var k = 0u; k < params.${alongSamples ? 'width' : 'batch'}; k += DEPTH) {
    ${stage('left', along, value('row'))}
    ${stage('right', along, value('column'))}
    ${MULTIPLY}
  }
  var energy = 0.0;
  let first = workgroup.z * size * size;
  ${each(TILE, (i) => `let row${i} = row + local.y + ${i * SIDE}u;`)}
  ${each(TILE, (j) => `let column${j} = column + local.x + ${j * SIDE}u;`)}
  ${grid(
    TILE,
    TILE,
    (i, j) => `if (row${i} < size && column${j} < size) {
    ${alongSamples ? '' : `if (row${i} == column${j}) { c${i}_${j} = 0.0; }`}
    gram[first + row${i} * size + column${j}] = c${i}_${j};
    if (row != column) { gram[first + column${j} * size + row${i}] = c${i}_${j}; }
    energy += c${i}_${j} * c${i}_${j};
  }`,
  )}
  let total = workgroupSum(energy, localIndex) * select(1.0, 2.0, row != column);
  if (localIndex == 0u) { energies[params.firstEnergy + matrix] = total * params.scale * covarianceShare(slotPart); }`,
  };
});

/**
 * One workgroup per square of a slot's gradient, to which it adds share·dy₂ times G·X − X∘q, q the columns' sums of squares
 * over the batch, or X·offdiag(Xᵀ·X), which is the same.
 */
const gradientProgram = defineProgram('largeGramGradient', ({ over, ...variant }: Variant) => {
  const source = slotSource(variant, 1);
  const alongSamples = over === 'samples';
  // The matrices are symmetric, so they can be read along either side.
  const entry = (first: string, limit: string): string => `entry(k + t, ${first} + r, ${limit}, workgroup.z)`;
  return {
    inputs: { ...TERM_GRADIENTS.inputs, x: 'f32', ...source.inputs, statistics: 'vec2<f32>', gram: 'f32' },
    outputs: source.gradient.outputs,
    uniforms: { ...UNIFORMS, ...TERM_GRADIENTS.uniforms, ...source.uniforms },
    workgroupSize: [SIDE, SIDE],
    declarations: `${TERM_GRADIENTS.declarations}${source.declarations}${source.gradient.declarations}${STAGING}
fn entry(row: u32, column: u32, size: u32, own: u32) -> f32 {
  if (row >= size || column >= size) { return 0.0; }
  return gram[(own * size + row) * size + column];
}`,
    main: `
  ${SLOT}
  let row = workgroup.y * BLOCK;
  let column = workgroup.x * BLOCK;
  ${SUMS}
  for (var k = 0u; k < params.${alongSamples ? 'batch' : 'width'}; k += DEPTH) {
    ${
      alongSamples
        ? stage('left', 'r', entry('row', 'params.batch')) +
          stage('right', 'r', 'centred(k + t, column + r, slot, slotPart, workgroup.z)')
        : stage('left', 't', 'centred(row + r, k + t, slot, slotPart, workgroup.z)') +
          stage('right', 'r', entry('column', 'params.width'))
    }
    ${MULTIPLY}
  }
  let scale = params.scale * covarianceShare(slotPart) * termGradient(2u);
  ${each(TILE, (j) => `let column${j} = column + local.x + ${j * SIDE}u;`)}
  ${each(
    TILE,
    (i) => `
  if (row + local.y + ${i * SIDE}u < params.batch) {
    let sample = row + local.y + ${i * SIDE}u;
    ${each(TILE, (j) => {
      const own = alongSamples
        ? ` - centred(sample, column${j}, slot, slotPart, workgroup.z) * statistics[workgroup.z * params.width + column${j}].y`
        : '';
      return `if (column${j} < params.width) { addToGradient(sample, slot, slotPart, column${j}, scale * (c${i}_${j}${own})); }\n`;
    })}
  }`,
  )}`,
  };
});

/**
 * Tensors and uniforms of all programs here, and the matrix of each slot: its size, and how many terms its sums have. What
 * matches count, nobody asks here.
 */
function describe({ variant, x, tensors, tables, batch, dimensions, covariance }: Slots) {
  const over: Over = batch < dimensions ? 'samples' : 'dimensions';
  const { index } = tensors;
  const [size, terms] = over === 'samples' ? [batch, dimensions] : [dimensions, batch];
  return {
    over,
    size,
    terms,
    blocks: Math.ceil(size / BLOCK),
    variant: { ...variant, weighted: false },
    inputs: { x, ...(index && { index }) },
    uniforms: {
      ...tables,
      batch,
      width: dimensions,
      firstSlot: covariance.first,
      scale: 1 / (batch - 1) ** 2,
    },
    count: covariance.count,
    columns: covariance.count * dimensions,
  };
}

/** Mean and sum of squares of each column, `[S, D, 2]`; with `energies`, those of the diagonal there. */
function columnStatistics(backend: BackendView, slots: Slots, energies?: Shares): TensorInfo {
  const { variant, inputs, uniforms, count, columns } = describe(slots);
  const statistics = allocateScratch(backend, [count, slots.dimensions, 2]);
  runProgram(backend, statisticsProgram({ ...variant, energies: energies !== undefined }), {
    inputs,
    outputs: { statistics, ...(energies && { energies: energies.tensor }) },
    uniforms: { ...uniforms, count, firstEnergy: energies?.first ?? 0 },
    workgroups: flatWorkgroups(backend, columns),
    operations: OPERATIONS_PER_VALUE * columns * slots.batch,
    ...(energies && { moves: { energies: shareOf(energies, columns) } }),
  });
  return statistics;
}

/** `energyShares` of any batch: one for each square of a matrix and, over samples, for each column. */
export function largeEnergyShares(slots: Slots): number {
  const { over, blocks, count, columns } = describe(slots);
  return count * blocks ** 2 + (over === 'samples' ? columns : 0);
}

/** `leaveEnergyShares` of any batch; the matrices are `[S, B, B]` or, without their diagonals, `[S, D, D]`. */
export function leaveLargeEnergyShares(backend: BackendView, slots: Slots, shares: Shares): TensorInfo {
  const { over, size, terms, blocks, variant, inputs, uniforms, count } = describe(slots);
  const squares = count * blocks ** 2;
  const ofDiagonals = { ...shares, first: shares.first + squares };
  const statistics = columnStatistics(backend, slots, over === 'samples' ? ofDiagonals : undefined);
  const gram = allocate(backend, [count, size, size]);
  runProgram(backend, productProgram({ ...variant, over }), {
    inputs: { ...inputs, statistics },
    outputs: { gram, energies: shares.tensor },
    uniforms: { ...uniforms, firstEnergy: shares.first },
    workgroups: [blocks, blocks, count],
    operations: count * size * (size + 1) * terms,
    moves: { energies: shareOf(shares, squares) },
  });
  release(backend, statistics);
  return gram;
}

/** Adds the gradient of the energies' sum in x, with the matrices of `leaveLargeEnergyShares`. */
export function addLargeOffDiagonalGradient(
  backend: BackendView,
  { dy, factors, firstFactor }: TermGradients,
  slots: Slots,
  gram: TensorInfo,
  gradient: SlotGradient,
): void {
  const { over, size, variant, inputs, uniforms, count, columns } = describe(slots);
  const statistics = columnStatistics(backend, slots);
  runProgram(backend, gradientProgram({ ...variant, over }), {
    inputs: { dy, factors, ...inputs, statistics, gram },
    outputs: { ...gradient },
    uniforms: { ...uniforms, scale: 4 * uniforms.scale, firstFactor },
    workgroups: [Math.ceil(slots.dimensions / BLOCK), Math.ceil(slots.batch / BLOCK), count],
    operations: 2 * columns * slots.batch * size,
    moves: { gradient: 2 * directShare(slots), picked: 2 },
  });
  release(backend, statistics);
}
