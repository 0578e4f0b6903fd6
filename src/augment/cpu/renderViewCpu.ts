import type { ColourOperation, ViewParameters } from '../viewParameters';
import { brightness } from './brightness';
import { contrast } from './contrast';
import { flip } from './flip';
import { gaussianBlur } from './gaussianBlur';
import { grayscale } from './grayscale';
import { hue } from './hue';
import { resizedCrop } from './resize';
import type { RgbImage } from './rgbImage';
import { saturation } from './saturation';
import { solarize } from './solarize';

const COLOUR_OPERATIONS: Readonly<Record<ColourOperation, (image: RgbImage, amount: number) => RgbImage>> = {
  brightness,
  contrast,
  saturation,
  hue,
};

/**
 * Renders one view of an image on the CPU: crop, flip, colour changes, grayscale, blur, solarisation, each rounded to
 * 8 bits and equal to the reference's (Pillow 9.4) in every pixel. The specification of the GPU's rendering.
 *
 * @returns `[size, size, 3]` bytes, before normalisation.
 */
export function renderViewCpu(image: RgbImage, parameters: ViewParameters, size: number): Uint8Array {
  let view = resizedCrop(image, parameters.crop, { height: size, width: size });
  if (parameters.flip) view = flip(view);
  for (const { operation, amount } of parameters.jitter) view = COLOUR_OPERATIONS[operation](view, amount);
  if (parameters.grayscale) view = grayscale(view);
  if (parameters.blurSigma > 0) view = gaussianBlur(view, parameters.blurSigma);
  if (parameters.solarize) view = solarize(view);
  return view.pixels;
}
