import type { Tiling } from './tiling';

/** What a product's program is specialised by beside its definition. */
export type MatmulVariant = Tiling & {
  /** Sums a part of k per workgroup layer, into the output `parts` `[layers, m, n]`. */
  readonly split: boolean;
  /** Neighbours of a row that are stored at once; 4 needs a multiple of four columns, stored row by row. */
  readonly widthC: 1 | 4;
};
