/** How well a part of the training images is classified by the nearest of the others. */
export interface OnlineKnn {
  readonly top1: number;
  /** Share of the most frequent class. */
  readonly chance: number;
}

export interface OnlineKnnReport {
  /** Steps done. */
  readonly step: number;
  readonly knn: OnlineKnn;
}
