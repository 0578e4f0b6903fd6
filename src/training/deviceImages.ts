import * as tf from '@tensorflow/tfjs-core';
import { packImages } from '../augment/packImages';
import type { ImageSet } from '../data/imageSet';

/** A data set with its pixels on the device, as bytes; a step then uploads no images. */
export class DeviceImages {
  readonly data: ImageSet;
  /** `[⌈count · height · width · 3 / 4⌉]` int32, see `packImages`. */
  readonly packed: tf.Tensor1D;

  constructor(data: ImageSet) {
    this.data = data;
    this.packed = tf.keep(tf.tensor1d(packImages(data.images), 'int32'));
  }

  dispose(): void {
    this.packed.dispose();
  }
}
