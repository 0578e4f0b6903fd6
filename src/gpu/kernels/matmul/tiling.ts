import { hasQuadSubgroups, isSoftware } from '../../adapterKind';
import type { DeviceTraits } from '../../backendView';

/** How a product is cut up. */
export type Tiling = {
  /**
   * `shared` stages operands in workgroup memory; `sliced` does so too, and `SLICES` groups of invocations take a share of
   * the staged steps each and add up at the end, so that a small C has many invocations and few parts; `registers` reads them as each invocation needs them; `quads` is the
   * same with a workgroup of one quad whose lanes share their reads of A.
   */
  readonly strategy: 'shared' | 'sliced' | 'registers' | 'quads';
  /** Rows and columns of C per invocation. */
  readonly tileM: number;
  readonly tileN: number;
  /** Invocations per workgroup, or per slice of one, along columns and rows. */
  readonly threadsX: number;
  readonly threadsY: number;
  /** Elements of the summed axis per turn of the loop; `k` is a multiple of it unless operands are staged. */
  readonly tileK: number;
};

export type ProductTiling = Tiling & {
  /** Elements of the summed axis that one workgroup sums up; what is beyond is another layer's. */
  readonly part: number;
};

/** Groups of invocations of a `sliced` workgroup. */
const SLICES = 4;

export const slicesOf = ({ strategy }: Tiling): number => (strategy === 'sliced' ? SLICES : 1);

/** Whether operands go through workgroup memory. */
export const isStaged = ({ strategy }: Tiling): boolean => strategy === 'shared' || strategy === 'sliced';

/**
 * On a software adapter a load costs as much as several multiply-adds wherever it goes, and a barrier swaps the state
 * of every lane: registers only, and many multiply-adds per load.
 */
export const REGISTERS: Tiling = {
  strategy: 'registers',
  tileM: 8,
  tileN: 8,
  threadsX: 4,
  threadsY: 4,
  tileK: 4,
};
/** In order of preference among those that cover C with equally little waste. */
export const QUADS: readonly Tiling[] = [12, 8].map((tileN) => ({
  strategy: 'quads',
  tileM: 16,
  tileN,
  threadsX: 4,
  threadsY: 1,
  tileK: 4,
}));
export const LARGE_SHARED: Tiling = {
  strategy: 'shared',
  tileM: 8,
  tileN: 8,
  threadsX: 16,
  threadsY: 16,
  tileK: 8,
};
export const SMALL_SHARED: Tiling = {
  strategy: 'shared',
  tileM: 4,
  tileN: 4,
  threadsX: 16,
  threadsY: 16,
  tileK: 16,
};
/** For sums that would be split for want of workgroups. */
export const SLICED: Tiling = {
  strategy: 'sliced',
  tileM: 4,
  tileN: 4,
  threadsX: 8,
  threadsY: 8,
  tileK: 32,
};

/** Workgroups that keep a GPU busy: a few per multiprocessor. */
const ENOUGH_WORKGROUPS = 256;
/**
 * Workgroups that a sum is split for. Every part is written and read again, and so many already give each of a graphics
 * card's some fifty multiprocessors two or three: an invocation's own sums keep it from waiting.
 */
const ENOUGH_PARTS = { software: 16, gpu: 128 };
/** No part of a sum is shorter. */
export const SHORTEST_PART = 128;
/** Below this length a part saves less than it costs to add it up: on a GPU that may be a dispatch of its own. */
const WORTHWHILE_PART = { software: SHORTEST_PART, gpu: 256 };
/** Lengths of parts are a multiple of every strategy's read along k. */
export const PART_STEP = 4;

/** What the way to cut a product up depends on, beside the device. C is m × n, the sum runs over k. */
export interface ProductShape {
  /** Name of the product's family of programs. */
  readonly program: string;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** See `isPlain` and `isSplittable`. */
  readonly isPlain: boolean;
  readonly isSplittable: boolean;
  /** Whether an operand is stored as halves. */
  readonly isHalf: boolean;
}

/** Tiles for a product by its sizes and the kind of adapter. */
export function ruleTiling(device: DeviceTraits, shape: ProductShape): ProductTiling {
  const tiling = isSoftware(device.adapterInfo) ? softwareTiling(device, shape) : gpuTiling(shape);
  return { ...tiling, part: partFor(device, tiling, shape) };
}

/** Parts that keep the device busy where a small C does not, times `factor`. */
export function partFor(device: DeviceTraits, tiling: Tiling, shape: ProductShape, factor = 1): number {
  const { m, n, k, isSplittable } = shape;
  const kind = isSoftware(device.adapterInfo) ? 'software' : 'gpu';
  const wanted = Math.ceil((ENOUGH_PARTS[kind] / workgroupsOf(tiling, m, n)) * factor);
  const shortest = Math.max(SHORTEST_PART, WORTHWHILE_PART[kind] / Math.max(1, factor));
  const splits = isSplittable ? Math.max(1, Math.min(wanted, Math.floor(k / shortest))) : 1;
  return Math.ceil(k / splits / PART_STEP) * PART_STEP;
}

function softwareTiling(device: DeviceTraits, { n, k, isPlain }: ProductShape): Tiling {
  const tiling = hasQuadSubgroups(device) ? leastWaste(QUADS, n) : REGISTERS;
  return isPlain && k % tiling.tileK === 0 ? tiling : { ...tiling, tileK: 1 };
}

/** The tiling whose workgroups stick out least beyond n columns. */
function leastWaste(tilings: readonly Tiling[], n: number): Tiling {
  const covered = ({ tileN, threadsX }: Tiling) => Math.ceil(n / (tileN * threadsX)) * tileN * threadsX;
  return tilings.reduce((best, next) => (covered(next) < covered(best) ? next : best));
}

function gpuTiling({ m, n, isSplittable }: ProductShape): Tiling {
  if (isSplittable && workgroupsOf(SMALL_SHARED, m, n) < ENOUGH_PARTS.gpu) return SLICED;
  return workgroupsOf(LARGE_SHARED, m, n) >= ENOUGH_WORKGROUPS ? LARGE_SHARED : SMALL_SHARED;
}

/** Workgroups along the columns and rows of C. */
export function tileGrid(tiling: Tiling, m: number, n: number): readonly [x: number, y: number] {
  return [Math.ceil(n / (tiling.tileN * tiling.threadsX)), Math.ceil(m / (tiling.tileM * tiling.threadsY))];
}

function workgroupsOf(tiling: Tiling, m: number, n: number): number {
  const [x, y] = tileGrid(tiling, m, n);
  return x * y;
}
