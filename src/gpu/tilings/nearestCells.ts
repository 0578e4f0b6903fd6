import { isSoftware } from '../adapterKind';
import { amongst, type TilingFamily } from './family';

/** A search for the nearest cells. */
export interface NearestShape {
  /** Searches at once: images times pairs of views. */
  readonly searches: number;
  /** Cells of the largest view. */
  readonly cells: number;
  readonly channels: number;
}

/** Cells along a thread's tile of distances. */
export type NearestTiling = { readonly tile: number };

/** Threads along either side of a workgroup's square of distances. */
export const SIDE = 8;

const TILES: readonly NearestTiling[] = [2, 4, 8].map((tile) => ({ tile }));

/** Every tiling gives the same bits. */
export const NEAREST_CELLS: TilingFamily<NearestShape, NearestTiling> = {
  title: 'nearest cells',
  keyOf: ({ searches, cells, channels }) => `nearest ${searches}×${cells}×${channels}`,
  /** Small views must keep all threads busy; a GPU wants more workgroups than a processor. */
  rule: ({ adapterInfo }, { cells }) => {
    if (cells <= 2 * SIDE) return { tile: 2 };
    return { tile: cells <= 4 * SIDE || !isSoftware(adapterInfo) ? 4 : 8 };
  },
  candidates: (_, { cells }) => TILES.filter(({ tile }) => SIDE * tile < 2 * cells),
  accept: (_device, _shape, values) => amongst(TILES, values),
  operations: ({ searches, cells, channels }) => 3 * searches * cells ** 2 * channels,
};
