import type { ViewParameters } from '../augment/viewParameters';
import type { MetricsEntry } from './metricsEntry';

/** Pairs of cells, best first; `distance` in L2 of the embeddings or in pixels of the source image. */
export interface RankedMatches {
  /** `[k]` cells of view 0. */
  readonly input: Int32Array;
  /** `[k]` cells of view 1. */
  readonly candidate: Int32Array;
  readonly distance: Float32Array;
}

/** The correspondence view's picture of one image at one step: its two global views as the network sees them. */
export interface MatchSnapshot {
  readonly step: number;
  readonly imageIndex: number;
  readonly label?: string;
  /** The source image, `[height, width, 3]` bytes. */
  readonly source: { readonly height: number; readonly width: number; readonly pixels: Uint8Array };
  readonly views: readonly [SnapshotView, SnapshotView];
  /** Every cell of view 0 with its nearest embedding in view 1, best first as the criterion ranks them. */
  readonly byEmbedding: RankedMatches;
  /** Every cell of view 0 with its nearest cell of view 1 in the source image, best first. */
  readonly byLocation: RankedMatches;
  /** How many of each list the criterion keeps (γ) and attracts (threshold). */
  readonly keptByEmbedding: number;
  readonly keptByLocation: number;
  /** Of this image alone. */
  readonly accuracy: MatchingAccuracy;
}

export interface SnapshotView {
  readonly parameters: ViewParameters;
  /** The view before normalisation, `[size, size, 3]` bytes. */
  readonly size: number;
  readonly pixels: Uint8Array;
  /** Cells of the map. */
  readonly rows: number;
  readonly columns: number;
  /** `[rows·columns, 2]` centre of each cell as (y, x) in pixels of the source image; always true to the flip. */
  readonly locations: Float32Array;
  /** Size of one cell in pixels of the source image, (height, width). */
  readonly cell: readonly [number, number];
  /**
   * `[rows·columns]` mask class of each cell, that of most of its pixels, or `NO_CLASS`: of two images that have masks, whose
   * matches are judged by it.
   */
  readonly classes?: Int16Array;
  /** Backbone map, `[rows·columns, channels]`. */
  readonly features: Float32Array;
  /** Local expander's output, `[rows·columns, dimensions]`; absent at α = 1. */
  readonly embeddings?: Float32Array;
}

/** A view with its location grid: what matches are judged by. */
export type LocatedView = Pick<
  SnapshotView,
  'parameters' | 'rows' | 'columns' | 'locations' | 'cell' | 'classes'
>;

/** What can be seen of a snapshot before there is a network. */
export interface FirstViews {
  readonly imageIndex: number;
  readonly label?: string;
  /** The source image, `[height, width, 3]` bytes. */
  readonly source: MatchSnapshot['source'];
  readonly views: readonly [PreviewView, PreviewView];
}

/**
 * Shares of best matches, within the area both views see, that land within `LANDING_RADIUS` of the true location, and how
 * many matches were counted; without embeddings at α = 1.
 */
export type MatchingAccuracy = NonNullable<MetricsEntry['accuracy']>;

/** The accuracy over always the same views of the same images of the data set. */
export interface AccuracyReport {
  readonly step: number;
  readonly accuracy: MatchingAccuracy;
}

/** One view as the augmentation panel shows it. */
export interface PreviewView {
  readonly size: number;
  readonly pixels: Uint8Array;
  readonly parameters: ViewParameters;
}
