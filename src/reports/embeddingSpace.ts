import type { RankMeasures } from './spectrumMeasures';

/** @file What the vectors of a network are like, seen over a fixed set of images. */

/** Representations of images, their embeddings (global expander), embeddings of cells (local expander). */
export const SPACES = ['representation', 'embedding', 'maps'] as const;
export type SpaceName = (typeof SPACES)[number];

/** Vectors of one look at most. */
export const MOST_VECTORS = 1000;

export interface EmbeddingRequest {
  readonly space: SpaceName;
  /** Numbers of images, each once; their middle squares are looked at, without augmentation. */
  readonly images: readonly number[];
  /** Cells of each image, spread evenly over its map; counts for `maps` alone. */
  readonly cells: number;
}

/** `null` where the network has no such expander: the global one at α = 0, the local one at α = 1. */
export type EmbeddingReport = EmbeddingSpace | null;

export interface EmbeddingSpace extends RankMeasures {
  readonly count: number;
  /** Of the space itself. */
  readonly dimensions: number;
  /** Numbers that `vectors` has for each point. */
  readonly width: number;
  /** `[count, width]` the vectors, or what they are along their principal directions where they are too long. */
  readonly vectors: Float32Array;
  /** `[count, 2]` places along the first two principal components, of mean 0; signs are arbitrary. */
  readonly principal: Float32Array;
  /** Shares of the variance along these two. */
  readonly shares: readonly [number, number];
  /** `[min(count − 1, dimensions)]` eigenvalues of the covariance, the largest first. */
  readonly spectrum: Float32Array;
  /** `[count]` the image of each point, by its number. */
  readonly images: Uint32Array;
  /** `[count]` the cell of its map, row by row; zeros but for `maps`. */
  readonly cells: Uint16Array;
  /** Cells along either axis of a map; 1 but for `maps`. */
  readonly side: number;
  /** See the measure of that name: mean standard deviation of the normalised vectors. */
  readonly std: number;
  /** Root mean square of the correlations between different dimensions. */
  readonly correlation: number;
}
