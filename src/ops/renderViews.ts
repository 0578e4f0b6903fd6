import * as tf from '@tensorflow/tfjs-core';
import { normalize } from '../augment/cpu/normalize';
import { renderViewCpu } from '../augment/cpu/renderViewCpu';
import { CHANNELS } from '../augment/distortions/rgbImage';
import { unpackImages } from '../augment/packImages';
import { unpackViewParameters } from '../augment/packViewParameters';
import type { Normalization } from '../config/normalization';
import { defineOp } from './defineOp';

type RenderViewsInputs = {
  /** `[⌈count · height · width · 3 / 4⌉]` int32, all source images as `packImages` lays them out. */
  images: tf.Tensor1D;
  /** `[B]` int32, the source images. */
  indices: tf.Tensor1D;
  /** `[V · B, VIEW_STRIDE]`, one view of all images after the other, see `packViewParameters`; crops must lie inside the image. */
  parameters: tf.Tensor2D;
};

type RenderViewsAttributes = {
  sourceHeight: number;
  sourceWidth: number;
  /** Side of the views in pixels. */
  size: number;
  /** What the values of red, green and blue are normalised by, in shares of 255. */
  mean: Normalization['mean'];
  std: Normalization['std'];
};

/**
 * Renders views of images that lie on the device as bytes: crop, flip, colour changes, grayscale, blur, solarisation,
 * each rounded to 8 bits as the reference does, then normalised. → `[V · B, size, size, 3]`. Not differentiable.
 * The composition reads its inputs back and renders on the CPU.
 */
export const renderViews = defineOp({
  name: 'renderViews',
  composed: (
    { images, indices, parameters }: RenderViewsInputs,
    { sourceHeight, sourceWidth, size, ...normalization }: RenderViewsAttributes,
  ): tf.Tensor4D => {
    const bytes = unpackImages(images.dataSync<'int32'>());
    const packed = parameters.dataSync<'float32'>();
    const sources = indices.dataSync<'int32'>();
    const count = parameters.shape[0];
    const imageBytes = sourceHeight * sourceWidth * CHANNELS;
    const viewBytes = size * size * CHANNELS;
    const views = new Uint8Array(count * viewBytes);
    for (let view = 0; view < count; view++) {
      const image = sources[view % indices.size]!;
      const pixels = bytes.subarray(image * imageBytes, (image + 1) * imageBytes);
      const source = { height: sourceHeight, width: sourceWidth, pixels };
      views.set(renderViewCpu(source, unpackViewParameters(packed, view), size), view * viewBytes);
    }
    return tf.tensor4d(normalize(views, normalization), [count, size, size, CHANNELS]);
  },
});
