import type { LookImage } from './lookImage';

/** A map of a network: of a stage of its backbone, counted from 0, or of its local expander. */
export type LookedMap = { readonly of: 'stage'; readonly stage: number } | { readonly of: 'embedding' };

/** What is shown of the cells of a map. */
export type CellQuantity =
  /** Places along the first three principal components of all cells. */
  | { readonly of: 'components' }
  | { readonly of: 'channel'; readonly channel: number }
  /** Euclidean norms. */
  | { readonly of: 'norm' }
  /** Cosines to one cell of one of the images. */
  | { readonly of: 'likeness'; readonly place: number; readonly cell: number };

export interface FeatureMapsRequest {
  readonly images: readonly LookImage[];
  readonly map: LookedMap;
  readonly quantity: CellQuantity;
  /** Side of the input, as a multiple of the global crops'. */
  readonly scale: number;
}

/** What a network makes of the middle squares of some images. */
export interface FeatureMaps {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Of the network's backbone. */
  readonly stages: number;
  /** False at α = 1, where there is no local expander. */
  readonly hasEmbedding: boolean;
  /** `[images, rows · columns, width]`, width 3 for components and 1 for all others. */
  readonly values: Float32Array;
  /** Shares of the variance along each component; only for components. */
  readonly shares?: readonly number[];
}

/** Components that are shown: one for each of red, green and blue. */
export const COMPONENTS = 3;
