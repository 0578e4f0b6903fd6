import { hasQuadSubgroups, isSoftware } from '../adapterKind';
import type { DeviceTraits } from '../backendView';
import { amongst, type TilingFamily } from './family';

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
const TILINGS: Readonly<
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

/** A search for the nearest cells. */
export interface NearestExtents {
  /** Most cells of any view that looks first, or second. */
  readonly rows: number;
  readonly columns: number;
  /** Searches of such a size at once: samples times pairs of views. */
  readonly searches: number;
}

export interface NearestShape extends NearestExtents {
  readonly channels: number;
}

const ALL: readonly NearestTiling[] = Object.values(TILINGS).flatMap((rows) =>
  rows.map(({ tiling }) => tiling),
);

function fits(device: DeviceTraits, { strategy, threadsX, threadsY }: NearestTiling): boolean {
  const { limits } = device;
  return (
    threadsX * threadsY <= limits.maxComputeInvocationsPerWorkgroup &&
    (strategy !== 'quads' || hasQuadSubgroups(device))
  );
}

/** Floating-point operations of a channel of two cells: a difference, its square and a sum. */
export const OPERATIONS_PER_VALUE = 3;

/** Every tiling gives the same bits. */
export const NEAREST_CELLS: TilingFamily<NearestShape, NearestTiling> = {
  title: 'nearest cells',
  keyOf: ({ searches, rows, columns, channels }) => `nearest ${searches}×${rows}×${columns}×${channels}`,
  rule: (device, { columns }) => {
    const software = isSoftware(device.adapterInfo);
    const strategy = !software ? 'staged' : hasQuadSubgroups(device) ? 'quads' : 'registers';
    return TILINGS[strategy].find(({ upTo }) => columns <= upTo)!.tiling;
  },
  candidates: (device, { rows, columns }) =>
    ALL.filter((tiling) => {
      // Staging never pays on a software adapter.
      if (tiling.strategy === 'staged' && isSoftware(device.adapterInfo)) return false;
      const span = spanOf(tiling);
      return fits(device, tiling) && span.rows < 2 * rows && span.columns < 2 * columns;
    }),
  accept: (device, _, values) =>
    amongst(
      ALL.filter((tiling) => fits(device, tiling)),
      values,
    ),
  operations: ({ searches, rows, columns, channels }) =>
    OPERATIONS_PER_VALUE * searches * rows * columns * channels,
};

/** Rows of a workgroup, a multiple of its square's: what it finds for the columns is a part of what there is to find. */
export function chunkOf(
  { adapterInfo }: DeviceTraits,
  tiling: NearestTiling,
  { rows, searches }: NearestExtents,
): number {
  const span = spanOf(tiling).rows;
  const enough = isSoftware(adapterInfo) ? ENOUGH_WORKGROUPS.software : ENOUGH_WORKGROUPS.gpu;
  const parts = rows <= MOST_WHOLE ? 1 : Math.ceil(enough / searches);
  return Math.ceil(rows / span / parts) * span;
}
