/** What the page shows of a loaded data set; thumbnails are `[n, side, side, 3]` bytes. */
export interface DataSummary {
  readonly name: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly classNames?: readonly string[];
  readonly hasMasks: boolean;
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly thumbnails: {
    readonly count: number;
    readonly height: number;
    readonly width: number;
    readonly images: Uint8Array;
  };
}
