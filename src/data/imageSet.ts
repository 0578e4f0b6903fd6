/** Class index in a mask that belongs to no class and is left out of losses and scores. */
export const IGNORED_CLASS = 255;

/** A data set as the engine sees it: equally sized images, all in memory. */
export interface ImageSet {
  /** Shown to people, e.g. "Built-in scenes" or "data_batch_1.bin". */
  readonly name: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** `[count, height, width, 3]`, RGB, row by row. */
  readonly images: Uint8Array;
  /** `[count]` class of each image, an index into `classNames`. */
  readonly labels?: Uint8Array;
  readonly classNames?: readonly string[];
  /** `[count, height, width]` class of each pixel, an index into `maskClassNames`, or `IGNORED_CLASS`. */
  readonly masks?: Uint8Array;
  readonly maskClassNames?: readonly string[];
  /** Files that could not be read and were left out, with the reason. */
  readonly skipped?: readonly { readonly name: string; readonly reason: string }[];
}
