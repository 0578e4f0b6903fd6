/** An image: RGB or RGBA bytes, row by row, as an `ImageData` has them. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** What the network makes of an image. */
export interface Embedding {
  /** `[channels]` the mean of the map over its cells. */
  readonly representation: Float32Array;
  /** `[rows · columns, channels]` the last feature map, row by row. */
  readonly map: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

export interface LoadOptions {
  /** Where to compute; `auto`, the default, takes the GPU where there is one. In Node it is the processor. */
  readonly device?: 'auto' | 'gpu' | 'processor';
}

/** A model that `embed` takes. */
export interface LoadedModel {
  /** Side in pixels of what the network sees; the square in the middle of an image is brought to it. */
  readonly size: number;
  readonly channels: number;
  /** What computes, in words. */
  readonly device: string;
  /** Features of images of one size. @internal */
  readonly features: (images: readonly Pixels[]) => Promise<readonly Embedding[]>;
  /** Gives the memory on the device back. */
  readonly dispose: () => void;
}
