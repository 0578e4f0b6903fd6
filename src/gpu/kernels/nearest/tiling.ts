import { hasQuadSubgroups, isSoftware } from '../../adapterKind';

/** @file How the search for nearest cells is cut up. */

export type NearestTiling = {
  /**
   * `staged` brings rows and columns into workgroup memory; `registers` reads them as each invocation needs them; `quads` is
   * the same with a workgroup of one quad whose lanes share their reads of the rows.
   */
  readonly strategy: 'staged' | 'registers' | 'quads';
  /** Rows (cells of a pair's first view) and columns (cells of the second one) per invocation. */
  readonly tileM: number;
  readonly tileN: number;
  /** Invocations per workgroup along columns and rows. */
  readonly threadsX: number;
  readonly threadsY: number;
};

const staged = (tile: 1 | 2 | 4): NearestTiling => ({
  strategy: 'staged',
  tileM: tile,
  tileN: tile,
  threadsX: 16,
  threadsY: 16,
});
const registers = (tile: 2 | 4 | 8): NearestTiling => ({
  strategy: 'registers',
  tileM: tile,
  tileN: tile,
  threadsX: 8,
  threadsY: 8,
});
const quads = (tileM: 16 | 32, tileN: 4 | 8): NearestTiling => ({
  strategy: 'quads',
  tileM,
  tileN,
  threadsX: 4,
  threadsY: 1,
});

/**
 * What there is to choose from, each for views of up to so many cells: small ones must keep all invocations busy, and large
 * programs take long to compile. On a software adapter a load costs as much as several multiply-adds wherever it goes, and
 * a barrier swaps the state of every lane; elsewhere workgroup memory is the quickest.
 */
export const NEAREST_TILINGS: Readonly<
  Record<NearestTiling['strategy'], readonly { readonly upTo: number; readonly tiling: NearestTiling }[]>
> = {
  staged: [
    { upTo: 16, tiling: staged(1) },
    { upTo: 32, tiling: staged(2) },
    { upTo: Infinity, tiling: staged(4) },
  ],
  registers: [
    { upTo: 16, tiling: registers(2) },
    { upTo: 32, tiling: registers(4) },
    { upTo: Infinity, tiling: registers(8) },
  ],
  quads: [
    { upTo: 16, tiling: quads(16, 4) },
    { upTo: 128, tiling: quads(16, 8) },
    { upTo: Infinity, tiling: quads(32, 8) },
  ],
};

/** Workgroups that keep a device busy. */
const ENOUGH_WORKGROUPS = { software: 8, gpu: 512 };
/** Up to so many rows, one workgroup has them all: the columns need no second dispatch. */
const MOST_WHOLE = 64;

/** Rows and columns of a workgroup's square. */
export function spanOf({ tileM, tileN, threadsX, threadsY }: NearestTiling): {
  readonly rows: number;
  readonly columns: number;
} {
  return { rows: tileM * threadsY, columns: tileN * threadsX };
}

export interface NearestExtents {
  /** Most cells of any view that looks first, or second. */
  readonly rows: number;
  readonly columns: number;
  /** Searches of such a size at once: samples times pairs of views. */
  readonly searches: number;
}

export interface NearestChoice {
  readonly tiling: NearestTiling;
  /** Rows of a workgroup, a multiple of its square's: what it finds for the columns is a part of what there is to find. */
  readonly chunk: number;
}

/** The choice depends on sizes and device only, so runs repeat bit for bit. */
export function chooseNearestTiling(
  device: GPUDevice,
  { rows, columns, searches }: NearestExtents,
): NearestChoice {
  const software = isSoftware(device.adapterInfo);
  const strategy = !software ? 'staged' : hasQuadSubgroups(device) ? 'quads' : 'registers';
  const { tiling } = NEAREST_TILINGS[strategy].find(({ upTo }) => columns <= upTo)!;
  const span = spanOf(tiling).rows;
  const enough = software ? ENOUGH_WORKGROUPS.software : ENOUGH_WORKGROUPS.gpu;
  const parts = rows <= MOST_WHOLE ? 1 : Math.ceil(enough / searches);
  return { tiling, chunk: Math.ceil(rows / span / parts) * span };
}
