import type { MetricsEntry } from './metricsEntry';

/** How well a part of the training images is classified by the nearest of the others. */
export type OnlineKnn = NonNullable<MetricsEntry['knn']>;

export interface OnlineKnnReport {
  /** Steps done. */
  readonly step: number;
  readonly knn: OnlineKnn;
}
