import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { allocateScratch } from '../scratchTensors';
import { chooseTiling } from '../tilings/chooseTiling';
import { GRAMS } from '../tilings/grams';
import { elementOf, FLAT_THREADS, lanesOf, shape2, shape3 } from './flat';
import { deviationOf, gradientOperations, slopeOf } from './moments';
import { directShare, type SlotGradient, type Slots } from './slots';
import { shareOf, type Shares } from './shares';
import { slotSource, type SourceVariant } from './slotSource';
import { TERM_GRADIENTS, type TermGradients } from './termGradients';
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

/** Floating-point operations of an element, centred, with its share of the diagonal's squares. */
const OPERATIONS = 5;

type Tile = { batch: number; lanes: 1 | 4 };
type Variant = Tile & SourceVariant;

/** How a workgroup shares out a batch: `side`² threads, each with a `tile`² part of G and `loads` rows of a column. */
function layout({ batch, lanes }: Tile) {
  const side = batch <= 64 ? 8 : 16;
  const threads = side * side;
  const depth = lanes === 4 ? DEPTH_OF_VECTORS : DEPTH;
  const parts = threads / depth;
  return { side, threads, depth, parts, tile: Math.ceil(batch / side), loads: Math.ceil(batch / parts) };
}

/** Vectors of columns for batches whose tile of them fits into workgroup memory. */
const variantOf = ({ batch, dimensions, variant }: Slots): Variant => ({
  ...variant,
  batch,
  lanes: batch <= MOST_SAMPLES_IN_VECTORS ? lanesOf(dimensions) : 1,
});

/** WGSL: Σ of a value's lanes, of products. */
const product = (lanes: 1 | 4, a: string, b: string): string =>
  lanes === 4 ? `dot(${a}, ${b})` : `${a} * ${b}`;

const SHAPE = { width: 'u32', firstSlot: 'u32', scale: 'f32' } as const;
/** WGSL: the slot of a workgroup, and its part. */
const SLOT = `let slot = params.firstSlot + workgroup.x;
  let slotPart = partOf(slot);`;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** WGSL workgroup memory of `centreColumns`. */
function columnMemory(variant: Tile): string {
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
 * WGSL: brings `depth` columns of slot `slot` of part `slotPart`, from `first` on, into `columns[k * ROWS + b]`, centred, zero from `last` on.
 * Leaves this thread's column in `k`, its rows (`part`, `part + parts`, …) in `centred0`, `centred1`, … and the sum of
 * squares of the column in `squares`, one share per part. Ends with a barrier.
 */
function centreColumns(variant: Tile, first: string, last: string): string {
  const { depth, parts, loads } = layout(variant);
  const row = (j: number): string => `part + ${j * parts}u`;
  return `
    let k = localIndex % ${depth}u;
    let part = localIndex / ${depth}u;
    let d = ${first} + k;
    ${range(loads)
      .map(
        (j) => `var centred${j} = ${elementOf(variant.lanes)}();
    if (d < ${last} && ${row(j)} < BATCH) { centred${j} = x[place(${row(j)}, slot, slotPart) + d]; }`,
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
function columnSquare(variant: Tile): string {
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
  const source = slotSource(variant, variant.lanes);
  const cells = range(tile).flatMap((i) => range(tile).map((j) => [i, j] as const));
  const squares = cells.map(([i, j]) => `g${i}_${j} * g${i}_${j}`).join(' + ');
  return {
    inputs: { x: elementOf(variant.lanes), ...source.inputs },
    outputs: { gram: 'f32', sum: 'f32' },
    uniforms: { ...SHAPE, chunk: 'u32', firstSum: 'u32', ...source.uniforms },
    workgroupSize: [side, side],
    declarations: source.declarations + columnMemory(variant) + workgroupSum(threads),
    main: `
  ${SLOT}
  let last = min((workgroup.y + 1u) * params.chunk, params.width);
  ${cells.map(([i, j]) => `var g${i}_${j} = 0.0;`).join(' ')}
  var diagonal = 0.0;
  for (var first = workgroup.y * params.chunk; first < last; first += ${depth}u) {
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
  let matrix = workgroup.x * workgroups.y + workgroup.y;
  ${cells
    .map(
      ([i, j]) =>
        `if (local.y + ${i * side}u < BATCH && local.x + ${j * side}u < BATCH) { gram[(matrix * BATCH + local.y + ${i * side}u) * BATCH + local.x + ${j * side}u] = g${i}_${j}; }`,
    )
    .join('\n  ')}
  let total = workgroupSum(${complete ? `${squares} - diagonal` : 'diagonal'}, localIndex);
  if (localIndex == 0u) { sum[params.firstSum + matrix] = total${complete ? ' * params.scale * covarianceShare(slotPart)' : ''}; }`,
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

/** Σ G² − Σ of the diagonal's squares of every slot, from a G in chunks' sum; one workgroup per slot. */
const energyProgram = defineProgram('gramEnergy', (variant: Variant) => {
  const source = slotSource(variant, variant.lanes);
  return {
    // Places in x are not asked for, shares are.
    inputs: { x: elementOf(variant.lanes), ...source.inputs, gram: 'f32', diagonal: 'f32' },
    outputs: { energy: 'f32' },
    uniforms: { ...SHAPE, area: 'u32', chunks: 'u32', firstEnergy: 'u32', ...source.uniforms },
    workgroupSize: [256],
    declarations: source.declarations + workgroupSum(256),
    main: `
  ${SLOT}
  var sum = 0.0;
  for (var i = localIndex; i < params.area; i += 256u) {
    let value = gram[workgroup.x * params.area + i];
    sum += value * value;
  }
  for (var i = localIndex; i < params.chunks; i += 256u) { sum -= diagonal[workgroup.x * params.chunks + i]; }
  let total = workgroupSum(sum, localIndex);
  if (localIndex == 0u) { energy[params.firstEnergy + workgroup.x] = total * params.scale * covarianceShare(slotPart); }`,
  };
});

/**
 * The gradient of all terms, one workgroup per slot and tile of columns: share·dy₂·(G·X − X∘q), q the columns' sums of
 * squares over the batch, and what the invariance and the variance give, for which all that they need is there.
 */
const gradientProgram = defineProgram('termsGradient', (variant: Variant) => {
  const { threads, depth, parts, loads } = layout(variant);
  const element = elementOf(variant.lanes);
  const source = slotSource(variant, variant.lanes);
  return {
    inputs: { ...TERM_GRADIENTS.inputs, x: element, ...source.inputs, gram: 'f32' },
    outputs: source.gradient.outputs,
    uniforms: { ...SHAPE, covariant: 'u32', ...TERM_GRADIENTS.uniforms, ...source.uniforms },
    workgroupSize: [threads],
    declarations:
      TERM_GRADIENTS.declarations +
      source.declarations +
      source.gradient.declarations +
      columnMemory(variant),
    main: `
    let slot = workgroup.x;
    let slotPart = partOf(slot);
    // The slots whose covariance counts, and no others, have a matrix.
    let matrix = slot - params.firstSlot;
    ${centreColumns(variant, `workgroup.y * ${depth}u`, 'params.width')}
    let columnSquare = ${columnSquare(variant)};
    ${range(loads)
      .map((j) => `var product${j} = ${element}();`)
      .join(' ')}
    var scale = 0.0;
    if (matrix < params.covariant) {
      scale = params.scale * covarianceShare(slotPart) * termGradient(2u);
      for (var b = 0u; b < BATCH; b++) {
        let value = columns[k * ROWS + b];
        // G is symmetric: its row b, so that neighbouring parts read neighbouring entries.
        let row = (matrix * BATCH + b) * BATCH + part;
        ${range(loads)
          .map((j) => `product${j} += gram[row + ${j * parts}u] * value;`)
          .join('\n        ')}
      }
    }
    if (d >= params.width) { return; }
    let deviation = ${deviationOf('columnSquare', 'f32(BATCH)')};
    let slope = ${slopeOf(variant.lanes, 'slotPart', 'f32(BATCH)')};
    ${range(loads)
      .map((j) => {
        const sample = `part + ${j * parts}u`;
        return `if (${sample} < BATCH) {
      let own = x[place(${sample}, slot, slotPart) + d];
      let pull = attraction(${sample}, slot, slotPart, d, own).pull;
      let apart = scale * (product${j} - centred${j} * columnSquare);
      setGradient(${sample}, slot, slotPart, d, apart + slope * centred${j} + 2.0 * termGradient(0u) * pull);
    }`;
      })
      .join('\n    ')}`,
  };
});

/** Tensors and uniforms of all programs here; the squares of Xᵀ·X have (B − 1)² of those of the covariance. */
function describe(slots: Slots, variant: Variant) {
  const { x, tensors, tables, batch, dimensions, covariance } = slots;
  return {
    inputs: { x, ...tensors },
    moves: { x: Math.min(1, (batch * covariance.count) / shape2(x)[0]) },
    uniforms: {
      ...tables,
      width: dimensions / variant.lanes,
      firstSlot: covariance.first,
      scale: 1 / (batch - 1) ** 2,
    },
  };
}

/** How many shares of the covariance there are: one for each slot that counts. */
export const energyShares = ({ covariance }: Slots): number => covariance.count;

/**
 * Leaves shares of the squares off the covariance's diagonal of the slots that count, of a batch of up to `MOST_SAMPLES` → G
 * of these slots, `[S, B, B]`, which the gradient needs again.
 */
export function leaveEnergyShares(backend: BackendView, slots: Slots, shares: Shares): TensorInfo {
  const { batch, dimensions } = slots;
  const { count } = slots.covariance;
  const { chunk: width } = chooseTiling(backend, GRAMS, { slots: count, batch, dimensions });
  const chunks = Math.ceil(dimensions / width);
  const complete = chunks === 1;
  const gram = (complete ? allocate : allocateScratch)(backend, [count * chunks, batch, batch]);
  const sum = complete ? shares.tensor : allocateScratch(backend, [count * chunks]);
  const share = shareOf(shares, count);
  const variant = variantOf(slots);
  const { inputs, uniforms, moves } = describe(slots, variant);
  runProgram(backend, gramProgram({ ...variant, complete }), {
    inputs,
    outputs: { gram, sum },
    uniforms: { ...uniforms, chunk: width / variant.lanes, firstSum: complete ? shares.first : 0 },
    workgroups: [count, chunks],
    // G is symmetric: half of it would do.
    operations: (OPERATIONS + batch + 1) * count * batch * dimensions,
    moves: { ...moves, ...(complete && { sum: share }) },
  });
  if (complete) return gram;

  const whole = addChunks(backend, gram, chunks);
  runProgram(backend, energyProgram(variant), {
    inputs: { ...inputs, gram: whole, diagonal: sum },
    outputs: { energy: shares.tensor },
    uniforms: { ...uniforms, area: batch * batch, chunks, firstEnergy: shares.first },
    workgroups: [count],
    operations: 2 * count * batch * batch,
    // It asks for shares alone.
    moves: {
      x: 0,
      energy: share,
      ...Object.fromEntries(Object.keys(slots.tensors).map((name) => [name, 0])),
    },
  });
  release(backend, sum);
  return whole;
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
    operations: slots * area * chunks,
  });
  release(backend, chunk);
  return gram;
}

/**
 * Writes the gradient of all terms in x, of a batch of up to `MOST_SAMPLES`: that of the energies' sum is
 * 4·share·dy₂·X·offdiag(Xᵀ·X), which the centring's own gradient leaves as it is.
 */
export function termsGradient(
  backend: BackendView,
  { dy, factors, firstFactor }: TermGradients,
  slots: Slots,
  gram: TensorInfo,
  gradient: SlotGradient,
): void {
  const variant = variantOf(slots);
  const { inputs, uniforms } = describe(slots, variant);
  const { x, batch, dimensions, covariance } = slots;
  runProgram(backend, gradientProgram(variant), {
    inputs: { dy, factors, ...inputs, gram },
    outputs: { ...gradient },
    uniforms: { ...uniforms, scale: 4 * uniforms.scale, covariant: covariance.count, firstFactor },
    workgroups: [slots.slots, Math.ceil(uniforms.width / layout(variant).depth)],
    operations: (2 * batch + OPERATIONS) * covariance.count * batch * dimensions + gradientOperations(slots),
    moves: { x: Math.min(1, (batch * slots.slots) / shape2(x)[0]), gradient: directShare(slots) },
  });
}
