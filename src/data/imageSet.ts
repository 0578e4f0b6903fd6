import type { DataAccount, HeldOut } from '../reports/data';

/** Class index in a mask that belongs to no class and is left out of losses and scores. */
export const IGNORED_CLASS = 255;

/** Images of a set that are still being made. */
export interface ArrivingImages {
  /** Makes these at once; true when one of them was not there yet. */
  need(indices: readonly number[]): boolean;
  /** Resolves when all are there. */
  readonly all: Promise<void>;
}

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
  /** Masks were black and white: 255 was taken as class 1, not as `IGNORED_CLASS`. */
  readonly whiteIsForeground?: boolean;
  /** Where images are still on their way: pixels, label and mask of one that is not there yet are 0. */
  readonly arriving?: ArrivingImages;
}

/** Images of a data set that are known as another split than the one that is trained on. */
export interface HeldOutSet {
  readonly split: HeldOut['split'];
  readonly set: ImageSet;
}
