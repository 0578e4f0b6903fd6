import type { LookImage } from './looks';
import type { MatchingAccuracy, MatchSnapshot } from './matches';

/** How vectors of cells are compared; the cosine is that of vectors of length 1. */
export type MatchMetric = 'l2' | 'cosine';

/** Radii at which the matching accuracy is told, in cells. */
export const ACCURACY_RADII = [0.5, 1, 1.5, 2] as const;

export type AccuracyAt = MatchingAccuracy & { readonly radius: number };

/** What is matched with what. */
export type MatchedPair =
  /** The two views in which an image is observed: the same ones at every step, and for every network. */
  | { readonly of: 'views'; readonly image: LookImage }
  /** The middle squares of two images. */
  | { readonly of: 'images'; readonly first: LookImage; readonly second: LookImage };

export interface MatchLookRequest {
  readonly pair: MatchedPair;
  readonly metric: MatchMetric;
}

export interface MatchLook {
  /** Under the cosine, its vectors have length 1, and distances are L2 distances of those. */
  readonly snapshot: MatchSnapshot;
  /** Of the run that the weights are of. */
  readonly alpha: number;
  /** Of this pair; empty for two images, between which no place is the true one. */
  readonly accuracy: readonly AccuracyAt[];
  /** Shares of matches between cells of one class, as `judgeByClass` has it: of two images that have masks. */
  readonly byClass?: MatchingAccuracy;
}

export interface PanelRequest {
  /** Numbers of images of the data set. */
  readonly images: readonly number[];
  readonly metric: MatchMetric;
}

/** How well the network matches the two views of some images. */
export interface PanelReport {
  /** Of each image, within the radius that everything else takes. */
  readonly images: readonly { readonly image: number; readonly accuracy: MatchingAccuracy }[];
  /** Over all of them. */
  readonly accuracy: readonly AccuracyAt[];
}
