/** An image that is brought along: `[height, width, 3]` bytes. */
export interface BroughtImage {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
}

/** An image that is looked at: one of the data set, by its number in a `SetOverview`, or one that is brought along. */
export type LookImage = { readonly image: number } | BroughtImage;
