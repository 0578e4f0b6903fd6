import { UNDISTORTED } from './distortions';

/** A crop of the source image, in whole pixels. */
export interface CropBox {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** What each distortion does to a view. */
type Distorted = typeof UNDISTORTED;

/** Everything that was drawn at random for one view of one image: crop, then flip, then `DISTORTIONS` in their order. */
export interface ViewParameters extends Distorted {
  readonly crop: CropBox;
  readonly flip: boolean;
}

/** What is done to a view without augmentation, but for its crop. */
export const PLAIN_VIEW = { flip: false, ...UNDISTORTED };
