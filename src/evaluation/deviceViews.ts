import * as tf from '@tensorflow/tfjs-core';
import { packImages } from '../augment/packImages';
import { packViewParameters, VIEW_STRIDE } from '../augment/packViewParameters';
import type { Normalization } from '../config/normalization';
import type { ViewParameters } from '../augment/viewParameters';
import type { ImageSet } from '../data/imageSet';
import { renderViews } from '../ops/renderViews';
import { pixelsOf } from './features';

/** Some images of a set on the device, of which views are rendered there. */
export class DeviceViews {
  private readonly data: ImageSet;
  private readonly normalization: Normalization;
  private readonly packed: tf.Tensor1D;

  constructor(data: ImageSet, images: ArrayLike<number>, normalization: Normalization) {
    this.data = data;
    this.normalization = normalization;
    this.packed = tf.keep(tf.tensor1d(packImages(pixelsOf(data, Array.from(images))), 'int32'));
  }

  /**
   * One view of each image → `[views, size, size, 3]`, normalised; the caller disposes of it.
   *
   * @param places of the images in the list that this was made with.
   */
  render(places: ArrayLike<number>, views: readonly ViewParameters[], size: number): tf.Tensor4D {
    return tf.tidy(() =>
      renderViews(
        {
          images: this.packed,
          indices: tf.tensor1d(Int32Array.from(places), 'int32'),
          parameters: tf.tensor2d(packViewParameters(views), [views.length, VIEW_STRIDE]),
        },
        {
          sourceHeight: this.data.height,
          sourceWidth: this.data.width,
          size,
          ...this.normalization,
        },
      ),
    );
  }

  dispose(): void {
    this.packed.dispose();
  }
}
