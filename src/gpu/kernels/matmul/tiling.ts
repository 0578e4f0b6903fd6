import { isSoftwareAdapter, type BackendView } from '../../backendView';

/** How a product is cut up: `direct` reads operands into registers, `shared` stages them in workgroup memory. */
export type Tiling = {
  readonly strategy: 'direct' | 'shared';
  /** Rows and columns of C per invocation. */
  readonly tileM: number;
  readonly tileN: number;
  /** Invocations per workgroup along columns and rows. */
  readonly threadsX: number;
  readonly threadsY: number;
  /** Elements of the summed axis staged at a time; `direct` takes one at a time. */
  readonly tileK: number;
};

export interface TilingChoice {
  readonly tiling: Tiling;
  /** Into how many parts the sum is split, to keep the device busy when C is small. */
  readonly splits: number;
}

/**
 * On a software adapter a load costs as much as several multiply-adds wherever it goes, and a barrier swaps the state
 * of every lane: registers only, many multiply-adds per load.
 */
export const SOFTWARE_TILING: Tiling = {
  strategy: 'direct',
  tileM: 8,
  tileN: 8,
  threadsX: 4,
  threadsY: 4,
  tileK: 1,
};
export const LARGE_TILING: Tiling = {
  strategy: 'shared',
  tileM: 8,
  tileN: 8,
  threadsX: 16,
  threadsY: 16,
  tileK: 8,
};
export const SMALL_TILING: Tiling = {
  strategy: 'shared',
  tileM: 4,
  tileN: 4,
  threadsX: 16,
  threadsY: 16,
  tileK: 16,
};

/** Workgroups that keep a device busy: a few per core on a CPU, a few per multiprocessor on a large GPU. */
const ENOUGH_WORKGROUPS = { software: 16, gpu: 256 };
/** Below this length a part of the sum costs less than adding the parts up. */
const SHORTEST_PART = 128;

/** Tiles for C of m × n with a sum over k. The choice depends on sizes and adapter only, so runs repeat bit for bit. */
export function chooseTiling(
  backend: BackendView,
  m: number,
  n: number,
  k: number,
  splittable: boolean,
): TilingChoice {
  const software = isSoftwareAdapter(backend);
  const enough = software ? ENOUGH_WORKGROUPS.software : ENOUGH_WORKGROUPS.gpu;
  const tiling = software
    ? SOFTWARE_TILING
    : workgroupsOf(LARGE_TILING, m, n) >= enough
      ? LARGE_TILING
      : SMALL_TILING;
  if (!splittable) return { tiling, splits: 1 };
  const wanted = Math.ceil(enough / workgroupsOf(tiling, m, n));
  return { tiling, splits: Math.max(1, Math.min(wanted, Math.floor(k / SHORTEST_PART))) };
}

/** Workgroups along the columns and rows of C. */
export function tileGrid(tiling: Tiling, m: number, n: number): readonly [x: number, y: number] {
  return [Math.ceil(n / (tiling.tileN * tiling.threadsX)), Math.ceil(m / (tiling.tileM * tiling.threadsY))];
}

function workgroupsOf(tiling: Tiling, m: number, n: number): number {
  const [x, y] = tileGrid(tiling, m, n);
  return x * y;
}
