/** The filters of a network's first convolution, which sees pixels. */
export interface StemFilters {
  readonly count: number;
  /** Side of a filter in pixels. */
  readonly side: number;
  /** `[count, side, side, 3]` weights for red, green and blue. */
  readonly weights: Float32Array;
}
