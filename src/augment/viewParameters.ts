/** A crop of the source image, in whole pixels. */
export interface CropBox {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

export type ColourOperation = 'brightness' | 'contrast' | 'saturation' | 'hue';

/** Everything that was drawn at random for one view of one image. Steps apply in the order of the fields. */
export interface ViewParameters {
  readonly crop: CropBox;
  readonly flip: boolean;
  /** Colour jitter: operations in the order in which they apply; empty when the view is not jittered. */
  readonly jitter: readonly { readonly operation: ColourOperation; readonly amount: number }[];
  readonly grayscale: boolean;
  /** Standard deviation of the Gaussian in pixels of the view; 0 leaves the view sharp. */
  readonly blurSigma: number;
  readonly solarize: boolean;
}
