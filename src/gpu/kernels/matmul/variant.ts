import type { Tiling } from './tiling';

/** What a product's program is specialised by beside its definition. */
export type MatmulVariant = Tiling & {
  /** Neighbours of a row that are stored at once; 4 needs a multiple of four columns, stored row by row. */
  readonly widthC: 1 | 4;
};
