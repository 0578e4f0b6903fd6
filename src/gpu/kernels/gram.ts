import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { elementOf, FLAT_THREADS, lanesOf, shape3 } from './flat';
import { workgroupSum } from './workgroupSum';

/**
 * @file The Gram matrix G = X·Xᵀ of each slot's samples, X `[B, D]` centred over the batch, and what the covariance
 * term needs of it. X·Xᵀ and Xᵀ·X have the same sum of squares, so that with B samples of D > B dimensions B² numbers
 * do for D², and the gradient of that sum, X·(Xᵀ·X), is G·X.
 */

/** Largest batch that one workgroup holds: 16 × 16 threads with 8 × 8 entries of G each. */
export const MOST_SAMPLES = 128;

/** Columns of X in workgroup memory at a time, in vectors of four where D allows; a batch of 128 has room for less. */
const DEPTH = 16;
const DEPTH_OF_VECTORS = 8;
const MOST_SAMPLES_IN_VECTORS = 64;
/** With few slots, columns are shared out among workgroups in chunks of this width. */
const CHUNK = 512;
const FEW_SLOTS = 16;

type Variant = { batch: number; lanes: 1 | 4 };

/** How a workgroup shares out a batch: `side`² threads, each with a `tile`² part of G and `loads` rows of a column. */
function layout({ batch, lanes }: Variant) {
  const side = batch <= 64 ? 8 : 16;
  const threads = side * side;
  const depth = lanes === 4 ? DEPTH_OF_VECTORS : DEPTH;
  const parts = threads / depth;
  return { side, threads, depth, parts, tile: Math.ceil(batch / side), loads: Math.ceil(batch / parts) };
}

/** Vectors of columns for batches whose tile of them fits into workgroup memory. */
const variantOf = (batch: number, dimensions: number): Variant => ({
  batch,
  lanes: batch <= MOST_SAMPLES_IN_VECTORS ? lanesOf(dimensions) : 1,
});

/** WGSL: Σ of a value's lanes, of products. */
const product = (lanes: 1 | 4, a: string, b: string): string =>
  lanes === 4 ? `dot(${a}, ${b})` : `${a} * ${b}`;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** WGSL workgroup memory of `centreColumns`. */
function columnMemory(variant: Variant): string {
  const { side, threads, depth, tile } = layout(variant);
  const element = elementOf(variant.lanes);
  return `
const BATCH = ${variant.batch}u;
const ROWS = ${side * tile}u;
var<workgroup> columns: array<${element}, ${side * tile * depth}>;
var<workgroup> sums: array<${element}, ${threads}>;
var<workgroup> squares: array<${element}, ${threads}>;`;
}

/**
 * WGSL: brings `depth` columns of slot `slot`, from `first` on, into `columns[k * ROWS + b]`, centred, zero from `last` on.
 * Leaves this thread's column in `k`, its rows (`part`, `part + parts`, …) in `centred0`, `centred1`, … and the sum of
 * squares of the column in `squares`, one share per part. Ends with a barrier.
 */
function centreColumns(variant: Variant, first: string, last: string): string {
  const { depth, parts, loads } = layout(variant);
  const row = (j: number): string => `part + ${j * parts}u`;
  return `
    let k = localIndex % ${depth}u;
    let part = localIndex / ${depth}u;
    let d = ${first} + k;
    ${range(loads)
      .map(
        (j) => `var centred${j} = ${elementOf(variant.lanes)}();
    if (d < ${last} && ${row(j)} < BATCH) { centred${j} = x[((${row(j)}) * params.slots + slot) * params.dimensions + d]; }`,
      )
      .join('\n    ')}
    sums[localIndex] = ${range(loads)
      .map((j) => `centred${j}`)
      .join(' + ')};
    workgroupBarrier();
    let mean = (${range(parts)
      .map((p) => `sums[k + ${p * depth}u]`)
      .join(' + ')}) / f32(BATCH);
    var square = ${elementOf(variant.lanes)}();
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
function columnSquare(variant: Variant): string {
  const { depth, parts } = layout(variant);
  return range(parts)
    .map((p) => `squares[k + ${p * depth}u]`)
    .join(' + ');
}

/**
 * One workgroup per slot and chunk of columns. Writes the chunk's part of G, and a sum: of a chunk that is `complete`
 * what the covariance term wants, Σ G² − Σ_d (Σ_b X²)², the squares off the covariance's diagonal; of a part, the
 * diagonal's squares alone.
 */
const gramProgram = defineProgram('gram', ({ complete, ...variant }: Variant & { complete: boolean }) => {
  const { side, threads, depth, tile } = layout(variant);
  const cells = range(tile).flatMap((i) => range(tile).map((j) => [i, j] as const));
  const squares = cells.map(([i, j]) => `g${i}_${j} * g${i}_${j}`).join(' + ');
  return {
    inputs: { x: elementOf(variant.lanes) },
    outputs: { gram: 'f32', sum: 'f32' },
    uniforms: { slots: 'u32', dimensions: 'u32', width: 'u32', scale: 'f32' },
    workgroupSize: [side, side],
    declarations: columnMemory(variant) + workgroupSum(threads),
    main: `
  let slot = workgroup.x;
  let last = min((workgroup.y + 1u) * params.width, params.dimensions);
  ${cells.map(([i, j]) => `var g${i}_${j} = 0.0;`).join(' ')}
  var diagonal = 0.0;
  for (var first = workgroup.y * params.width; first < last; first += ${depth}u) {
    ${centreColumns(variant, 'first', 'last')}
    if (part == 0u) {
      let columnSquare = ${columnSquare(variant)};
      diagonal += ${product(variant.lanes, 'columnSquare', 'columnSquare')};
    }
    for (var c = 0u; c < ${depth}u; c++) {
      ${range(tile)
        .map(
          (i) =>
            `let a${i} = columns[c * ROWS + local.y + ${i * side}u]; let b${i} = columns[c * ROWS + local.x + ${i * side}u];`,
        )
        .join('\n      ')}
      ${cells.map(([i, j]) => `g${i}_${j} += ${product(variant.lanes, `a${i}`, `b${j}`)};`).join('\n      ')}
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

/** One workgroup per slot and tile of columns: scale·dy·(G·X − X∘q), q the columns' sums of squares over the batch. */
const gradientProgram = defineProgram('gramGradient', (variant: Variant) => {
  const { threads, depth, parts, loads } = layout(variant);
  const element = elementOf(variant.lanes);
  return {
    inputs: { dy: 'f32', x: element, gram: 'f32' },
    outputs: { gradient: element },
    uniforms: { slots: 'u32', dimensions: 'u32', scale: 'f32' },
    workgroupSize: [threads],
    declarations: columnMemory(variant),
    main: `
    let slot = workgroup.x;
    ${centreColumns(variant, `workgroup.y * ${depth}u`, 'params.dimensions')}
    let columnSquare = ${columnSquare(variant)};
    ${range(loads)
      .map((j) => `var product${j} = ${element}();`)
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
  const variant = variantOf(batch, dimensions);
  runProgram(backend, gramProgram({ ...variant, complete }), {
    inputs: { x },
    outputs: { gram, sum },
    uniforms: {
      slots,
      dimensions: dimensions / variant.lanes,
      width: width / variant.lanes,
      scale: complete ? scale : 1,
    },
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
  const variant = variantOf(batch, dimensions);
  const columns = dimensions / variant.lanes;
  runProgram(backend, gradientProgram(variant), {
    inputs: { dy, x, gram },
    outputs: { gradient },
    uniforms: { slots, dimensions: columns, scale: 4 * scale },
    workgroups: [slots, Math.ceil(columns / layout(variant).depth)],
  });
  return gradient;
}
