import * as tf from '@tensorflow/tfjs-core';
import { packSome } from '../augment/packImages';
import { packViewParameters, VIEW_STRIDE } from '../augment/packViewParameters';
import type { Normalization } from '../config/normalization';
import type { ViewParameters } from '../augment/viewParameters';
import { RESIDENT_BYTES } from '../compute/resident';
import type { ImageSet } from '../data/imageSet';
import { sourcesOf, type ImageSources } from '../ops/imageSources';
import { renderViews } from '../ops/renderViews';

const CHANNELS = 3;

/** Some images of a set, of which views are rendered on the device; they lie there where they are not too many. */
export class DeviceViews {
  private readonly data: ImageSet;
  private readonly images: ArrayLike<number>;
  private readonly normalization: Normalization;
  private readonly resident: tf.Tensor1D | undefined;

  constructor(data: ImageSet, images: ArrayLike<number>, normalization: Normalization) {
    this.data = data;
    this.images = images;
    this.normalization = normalization;
    const bytes = images.length * data.height * data.width * CHANNELS;
    if (bytes <= RESIDENT_BYTES) this.resident = tf.keep(tf.tensor1d(packSome(data, images), 'int32'));
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
          ...this.sources(places),
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
    this.resident?.dispose();
  }

  private sources(places: ArrayLike<number>): ImageSources {
    return this.resident === undefined
      ? sourcesOf(
          this.data,
          Int32Array.from(places, (place) => this.images[place]!),
        )
      : { images: this.resident, indices: tf.tensor1d(Int32Array.from(places), 'int32') };
  }
}
