import type { SplitReport } from './evaluation';

/** What images of a set are for, in the order in which they are told apart everywhere. */
export const PARTS = ['train', 'validation', 'test'] as const;
export type Part = (typeof PARTS)[number];

/** Red, green and blue, each 0 to 1. */
type Channels = readonly [number, number, number];

/** What the pixels of all images are like, channel by channel. */
export interface ChannelMoments {
  readonly mean: Channels;
  readonly std: Channels;
}

/** How many pixels the classes of masks have. */
export interface MaskPixels {
  readonly names: readonly string[];
  /** By class. */
  readonly pixels: readonly number[];
  /** Of no class. */
  readonly ignored: number;
}

/** All images that a run and its evaluations see, by number: those that are trained on first, then those kept from it. */
export interface SetOverview {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** The first so many are those that runs train on. */
  readonly trainedOn: number;
  /** `[count]` place in `PARTS` of each image, as evaluations split them. */
  readonly parts: Uint8Array;
  readonly split: SplitReport;
  /** `[count]` class of each image. */
  readonly labels?: Uint16Array;
  readonly classNames?: readonly string[];
  /** Of the images that are trained on. */
  readonly channels: ChannelMoments;
  readonly masks?: MaskPixels;
}

/** Images that show the same. */
export interface DuplicateGroup {
  /** Numbers of images, ascending; two at least. */
  readonly images: readonly number[];
  /** True when all of them are the same in every byte. */
  readonly identical: boolean;
}

export interface DuplicateReport {
  /** In the order of their first images. */
  readonly groups: readonly DuplicateGroup[];
  /** False when the search for similar images was ended because there were too many to compare. */
  readonly complete: boolean;
}

/** Some images of a set with what is known of them; those of `indices`, in its order. */
export interface ImageBatch {
  readonly height: number;
  readonly width: number;
  /** `[n, height, width, 3]` bytes. */
  readonly images: Uint8Array;
  /** `[n, height, width]` classes. */
  readonly masks?: Uint8Array;
}

/** What is done about the images, and how far it is, 0 to 1. */
export interface InspectionProgress {
  readonly doing: 'reading' | 'measuring' | 'comparing';
  readonly share: number;
}
