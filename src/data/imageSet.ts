import type { DataAccount } from '../reports/data';

/** Class index in a mask that belongs to no class and is left out of losses and scores. */
export const IGNORED_CLASS = 255;

/** A data set as the engine sees it: equally sized images, all in memory. Only what is trained on is in it. */
export interface ImageSet extends Partial<DataAccount> {
  /** Shown to people, e.g. "Built-in scenes" or "data_batch_1.bin". */
  readonly name: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** `[count, height, width, 3]`, RGB, row by row. */
  readonly images: Uint8Array;
  /** `[count]` class of each image, an index into `classNames`. */
  readonly labels?: Uint16Array;
  readonly classNames?: readonly string[];
  /** `[count, height, width]` class of each pixel, an index into `maskClassNames`, or `IGNORED_CLASS`. */
  readonly masks?: Uint8Array;
  readonly maskClassNames?: readonly string[];
}
