import { DISTORTIONS } from '../distortions';
import type { RgbImage } from '../distortions/rgbImage';
import type { ViewParameters } from '../viewParameters';
import { flip } from './flip';
import { resizedCrop } from './resize';

/**
 * Renders one view of an image on the CPU: crop, flip, distortions, each rounded to 8 bits and equal to the reference's
 * (Pillow 9.4) in every pixel. The specification of the GPU's rendering.
 *
 * @returns `[size, size, 3]` bytes, before normalisation.
 */
export function renderViewCpu(image: RgbImage, parameters: ViewParameters, size: number): Uint8Array {
  const resized = resizedCrop(image, parameters.crop, { height: size, width: size });
  return DISTORTIONS.reduce(
    (view, distortion) => distortion.apply(view, parameters),
    parameters.flip ? flip(resized) : resized,
  ).pixels;
}
