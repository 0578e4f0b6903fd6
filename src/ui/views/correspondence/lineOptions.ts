import type { FeatureSpace } from './cellQuery';

/** What the person chose to see; kept while snapshots come and go. */
export interface LineOptions {
  /** Which kinds of lines are drawn. */
  readonly embedding: boolean;
  readonly location: boolean;
  /** Marks the true place of every drawn embedding match. */
  readonly truth: boolean;
  /** How many of the best matches of either kind are drawn. */
  readonly count: number;
  readonly mutualOnly: boolean;
  /** Largest L2 distance of an embedding match, and largest distance in source pixels of a location match. */
  readonly embeddingThreshold?: number | undefined;
  readonly locationThreshold?: number | undefined;
  /** What the person prefers to compare; the backbone's map stands in where there are no embeddings. */
  readonly space: FeatureSpace;
  readonly smooth: boolean;
  /** 0 to 1. */
  readonly heatOpacity: number;
}

export const DEFAULT_LINE_OPTIONS: LineOptions = {
  embedding: true,
  location: false,
  truth: false,
  count: 20,
  mutualOnly: false,
  space: 'embeddings',
  smooth: true,
  heatOpacity: 0.8,
};
