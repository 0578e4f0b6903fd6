import * as tf from '@tensorflow/tfjs-core';
import type { ImageBytes } from '../augment/imageBytes';
import { packSome } from '../augment/packImages';

/** Source images of `renderViews`, and which of them views are taken of. */
export interface ImageSources {
  /** See `packImages`. */
  readonly images: tf.Tensor1D;
  /** `[B]` int32 */
  readonly indices: tf.Tensor1D;
}

/** Some images of a set alone on the device, each once, in this order; in a tidy. */
export function sourcesOf(set: ImageBytes, images: ArrayLike<number>): ImageSources {
  return {
    images: tf.tensor1d(packSome(set, images), 'int32'),
    indices: tf.range(0, images.length, 1, 'int32'),
  };
}
