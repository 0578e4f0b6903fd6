import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { FLAT_THREADS, shape3 } from './flat';
import { workgroupSum } from './workgroupSum';

/**
 * @file The Gram matrix G = X·Xᵀ of each slot's samples, X `[B, D]` centred over the batch, and what the covariance
 * term needs of it. X·Xᵀ and Xᵀ·X have the same sum of squares, so that with B samples of D > B dimensions B² numbers
 * do for D², and the gradient of that sum, X·(Xᵀ·X), is G·X.
 */

/** Largest batch that one workgroup holds: 16 × 16 threads with 8 × 8 entries of G each. */
export const MOST_SAMPLES = 128;

/** Columns of X in workgroup memory at a time. */
const DEPTH = 16;
/** With few slots, columns are shared out among workgroups in chunks of this width. */
const CHUNK = 512;
const FEW_SLOTS = 16;

type Batch = { batch: number };

/** How a workgroup shares out a batch: `side`² threads, each with a `tile`² part of G and `loads` rows of a column. */
function layout(batch: number) {
  const side = batch <= 64 ? 8 : 16;
  const threads = side * side;
  const parts = threads / DEPTH;
  return { side, threads, parts, tile: Math.ceil(batch / side), loads: Math.ceil(batch / parts) };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** WGSL workgroup memory of `centreColumns`. */
function columnMemory(batch: number): string {
  const { side, threads, tile } = layout(batch);
  return `
const BATCH = ${batch}u;
const ROWS = ${side * tile}u;
var<workgroup> columns: array<f32, ${side * tile * DEPTH}>;
var<workgroup> sums: array<f32, ${threads}>;
var<workgroup> squares: array<f32, ${threads}>;`;
}

/**
 * WGSL: brings columns `first` … `first + 15` of slot `slot` into `columns[k * ROWS + b]`, centred, zero from `last` on.
 * Leaves this thread's column in `k`, its rows (`part`, `part + parts`, …) in `centred0`, `centred1`, … and the sum of
 * squares of the column in `squares`, one share per part. Ends with a barrier.
 */
function centreColumns(batch: number, first: string, last: string): string {
  const { parts, loads } = layout(batch);
  const row = (j: number): string => `part + ${j * parts}u`;
  return `
    let k = localIndex % ${DEPTH}u;
    let part = localIndex / ${DEPTH}u;
    let d = ${first} + k;
    ${range(loads)
      .map(
        (j) => `var centred${j} = 0.0;
    if (d < ${last} && ${row(j)} < BATCH) { centred${j} = x[((${row(j)}) * params.slots + slot) * params.dimensions + d]; }`,
      )
      .join('\n    ')}
    sums[localIndex] = ${range(loads)
      .map((j) => `centred${j}`)
      .join(' + ')};
    workgroupBarrier();
    let mean = (${range(parts)
      .map((p) => `sums[k + ${p * DEPTH}u]`)
      .join(' + ')}) / f32(BATCH);
    var square = 0.0;
    ${range(loads)
      .map(
        (j) => `if (${row(j)} < BATCH) {
      centred${j} -= mean;
      square += centred${j} * centred${j};
      columns[k * ROWS + ${row(j)}] = centred${j};
    }`,
      )
      .join('\n    ')}
    squares[localIndex] = square;
    workgroupBarrier();`;
}

/** WGSL: sum of squares of column `k` over the batch. */
const columnSquare = (batch: number): string =>
  range(layout(batch).parts)
    .map((p) => `squares[k + ${p * DEPTH}u]`)
    .join(' + ');

/**
 * One workgroup per slot and chunk of columns. Writes the chunk's part of G, and a sum: of a chunk that is `complete`
 * what the covariance term wants, Σ G² − Σ_d (Σ_b X²)², the squares off the covariance's diagonal; of a part, the
 * diagonal's squares alone.
 */
const gramProgram = defineProgram('gram', ({ batch, complete }: Batch & { complete: boolean }) => {
  const { side, threads, tile } = layout(batch);
  const cells = range(tile).flatMap((i) => range(tile).map((j) => [i, j] as const));
  const squares = cells.map(([i, j]) => `g${i}_${j} * g${i}_${j}`).join(' + ');
  return {
    inputs: { x: 'f32' },
    outputs: { gram: 'f32', sum: 'f32' },
    uniforms: { slots: 'u32', dimensions: 'u32', width: 'u32', scale: 'f32' },
    workgroupSize: [side, side],
    declarations: columnMemory(batch) + workgroupSum(threads),
    main: `
  let slot = workgroup.x;
  let last = min((workgroup.y + 1u) * params.width, params.dimensions);
  ${cells.map(([i, j]) => `var g${i}_${j} = 0.0;`).join(' ')}
  var diagonal = 0.0;
  for (var first = workgroup.y * params.width; first < last; first += ${DEPTH}u) {
    ${centreColumns(batch, 'first', 'last')}
    if (part == 0u) {
      let columnSquare = ${columnSquare(batch)};
      diagonal += columnSquare * columnSquare;
    }
    for (var c = 0u; c < ${DEPTH}u; c++) {
      ${range(tile)
        .map(
          (i) =>
            `let a${i} = columns[c * ROWS + local.y + ${i * side}u]; let b${i} = columns[c * ROWS + local.x + ${i * side}u];`,
        )
        .join('\n      ')}
      ${cells.map(([i, j]) => `g${i}_${j} += a${i} * b${j};`).join('\n      ')}
    }
    workgroupBarrier();
  }
  let matrix = slot * workgroups.y + workgroup.y;
  ${cells
    .map(
      ([i, j]) =>
        `if (local.y + ${i * side}u < BATCH && local.x + ${j * side}u < BATCH) { gram[(matrix * BATCH + local.y + ${i * side}u) * BATCH + local.x + ${j * side}u] = g${i}_${j}; }`,
    )
    .join('\n  ')}
  let total = workgroupSum(${complete ? `${squares} - diagonal` : 'diagonal'}, localIndex);
  if (localIndex == 0u) { sum[matrix] = total * params.scale; }`,
  };
});

/** Adds up the chunks of each slot's G. */
const addChunksProgram = defineProgram('addChunks', () => ({
  inputs: { chunk: 'f32' },
  outputs: { gram: 'f32' },
  uniforms: { chunks: 'u32', area: 'u32', count: 'u32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  if (global.x >= params.count) { return; }
  let slot = global.x / params.area;
  var total = 0.0;
  for (var c = 0u; c < params.chunks; c++) {
    total += chunk[(slot * params.chunks + c) * params.area + global.x % params.area];
  }
  gram[global.x] = total;`,
}));

/** Σ G² − Σ of the diagonal's squares, from a G in chunks' sum; one workgroup. */
const energyProgram = defineProgram('gramEnergy', () => ({
  inputs: { gram: 'f32', diagonal: 'f32' },
  outputs: { energy: 'f32' },
  uniforms: { count: 'u32', diagonals: 'u32', scale: 'f32' },
  workgroupSize: [256],
  declarations: workgroupSum(256),
  main: `
  var sum = 0.0;
  for (var i = localIndex; i < params.count; i += 256u) { sum += gram[i] * gram[i]; }
  for (var i = localIndex; i < params.diagonals; i += 256u) { sum -= diagonal[i]; }
  let total = workgroupSum(sum, localIndex);
  if (localIndex == 0u) { energy[0] = total * params.scale; }`,
}));

/** One workgroup per slot and 16 columns: scale·dy·(G·X − X∘q), q the columns' sums of squares over the batch. */
const gradientProgram = defineProgram('gramGradient', ({ batch }: Batch) => {
  const { threads, parts, loads } = layout(batch);
  return {
    inputs: { dy: 'f32', x: 'f32', gram: 'f32' },
    outputs: { gradient: 'f32' },
    uniforms: { slots: 'u32', dimensions: 'u32', scale: 'f32' },
    workgroupSize: [threads],
    declarations: columnMemory(batch),
    main: `
    let slot = workgroup.x;
    ${centreColumns(batch, `workgroup.y * ${DEPTH}u`, 'params.dimensions')}
    let columnSquare = ${columnSquare(batch)};
    ${range(loads)
      .map((j) => `var product${j} = 0.0;`)
      .join(' ')}
    for (var b = 0u; b < BATCH; b++) {
      let value = columns[k * ROWS + b];
      // G is symmetric: its row b, so that neighbouring parts read neighbouring entries.
      let row = (slot * BATCH + b) * BATCH + part;
      ${range(loads)
        .map((j) => `product${j} += gram[row + ${j * parts}u] * value;`)
        .join('\n      ')}
    }
    if (d >= params.dimensions) { return; }
    let scale = params.scale * dy[0];
    ${range(loads)
      .map(
        (j) =>
          `if (part + ${j * parts}u < BATCH) { gradient[((part + ${j * parts}u) * params.slots + slot) * params.dimensions + d] = scale * (product${j} - centred${j} * columnSquare); }`,
      )
      .join('\n    ')}`,
  };
});

/** Columns per workgroup: all, unless that leaves the GPU to a few workgroups with much to do. */
function chunkWidth(slots: number, dimensions: number): number {
  return slots < FEW_SLOTS && dimensions > CHUNK ? CHUNK : dimensions;
}

/** What the covariance term is made of, and what its gradient needs again. */
export interface OffDiagonal {
  /** scale · the sum of squares off the diagonal of every slot's Xᵀ·X, as a list to be added up. */
  readonly energies: TensorInfo;
  /** G, `[S, B, B]`. */
  readonly gram: TensorInfo;
}

/** The squares off the covariance's diagonal, times `scale`, of x `[B, S, D]`, B up to `MOST_SAMPLES`. */
export function offDiagonal(backend: BackendView, x: TensorInfo, scale: number): OffDiagonal {
  const [batch, slots, dimensions] = shape3(x);
  const width = chunkWidth(slots, dimensions);
  const chunks = Math.ceil(dimensions / width);
  const complete = chunks === 1;
  const gram = allocate(backend, [slots * chunks, batch, batch]);
  const sum = allocate(backend, [slots * chunks]);
  runProgram(backend, gramProgram({ batch, complete }), {
    inputs: { x },
    outputs: { gram, sum },
    uniforms: { slots, dimensions, width, scale: complete ? scale : 1 },
    workgroups: [slots, chunks],
  });
  if (complete) return { energies: sum, gram };

  const whole = addChunks(backend, gram, chunks);
  const energies = allocate(backend, [1]);
  runProgram(backend, energyProgram({}), {
    inputs: { gram: whole, diagonal: sum },
    outputs: { energy: energies },
    uniforms: { count: slots * batch * batch, diagonals: slots * chunks, scale },
    workgroups: [1],
  });
  release(backend, sum);
  return { energies, gram: whole };
}

function addChunks(backend: BackendView, chunk: TensorInfo, chunks: number): TensorInfo {
  const [matrices, batch] = shape3(chunk);
  const slots = matrices / chunks;
  const area = batch * batch;
  const gram = allocate(backend, [slots, batch, batch]);
  runProgram(backend, addChunksProgram({}), {
    inputs: { chunk },
    outputs: { gram },
    uniforms: { chunks, area, count: slots * area },
    workgroups: [Math.ceil((slots * area) / FLAT_THREADS)],
  });
  release(backend, chunk);
  return gram;
}

/** Gradient of the energies' sum in x: 4·scale·dy·X·offdiag(Xᵀ·X), which the centring's own gradient leaves as it is. */
export function offDiagonalGradient(
  backend: BackendView,
  dy: TensorInfo,
  x: TensorInfo,
  gram: TensorInfo,
  scale: number,
): TensorInfo {
  const [batch, slots, dimensions] = shape3(x);
  const gradient = allocate(backend, x.shape);
  runProgram(backend, gradientProgram({ batch }), {
    inputs: { dy, x, gram },
    outputs: { gradient },
    uniforms: { slots, dimensions, scale: 4 * scale },
    workgroups: [slots, Math.ceil(dimensions / DEPTH)],
  });
  return gradient;
}
