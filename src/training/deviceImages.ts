import * as tf from '@tensorflow/tfjs-core';
import { packImages } from '../augment/packImages';
import type { ImageSet } from '../data/imageSet';
import { sourcesOf, type ImageSources } from '../ops/imageSources';

/** A data set whose pixels can lie on the device, as bytes; a step then uploads no images. */
export class DeviceImages {
  readonly data: ImageSet;
  /** Resolves when all images of the set are there. */
  readonly complete: Promise<void>;
  /** Whether they are. */
  isComplete: boolean;
  private tensor: tf.Tensor1D | undefined;

  constructor(data: ImageSet) {
    this.data = data;
    this.isComplete = data.arriving === undefined;
    this.complete = Promise.resolve(data.arriving?.all.then(() => this.takeAll()));
  }

  /** `[⌈count · height · width · 3 / 4⌉]` int32, see `packImages`; of images that are on their way, what is there. */
  get packed(): tf.Tensor1D {
    this.tensor ??= tf.keep(tf.tensor1d(packImages(this.data.images), 'int32'));
    return this.tensor;
  }

  /** Some images for `renderViews`, in a tidy: the whole set where it lies on the device, else these alone. */
  some(images: readonly number[]): ImageSources {
    return this.tensor === undefined
      ? sourcesOf(this.data, images)
      : { images: this.tensor, indices: tf.tensor1d([...images], 'int32') };
  }

  /** Has these images made now, where they are not there yet. */
  need(indices: readonly number[]): void {
    if (this.data.arriving?.need(indices) === true) this.dispose();
  }

  /** Takes the pixels from the device; they come back when they are asked for. */
  dispose(): void {
    this.tensor?.dispose();
    this.tensor = undefined;
  }

  private takeAll(): void {
    this.isComplete = true;
    this.dispose();
  }
}
