/** An image that is looked at: one of the data set, by its number in a `SetOverview`, or one that is brought along. */
export type LookImage =
  | { readonly image: number }
  /** `[height, width, 3]` bytes. */
  | { readonly height: number; readonly width: number; readonly pixels: Uint8Array };
