import { DISTORTIONS, UNDISTORTED } from './distortions';
import type { RgbImage } from './distortions/rgbImage';
import type { ViewParameters } from './viewParameters';

/** @file The distortions by the names that the reference's golden files have for their steps. */

/** The place in `DISTORTIONS` of the one that takes a step; −1 where none does. */
export function placeOfStep(name: string): number {
  return DISTORTIONS.findIndex((distortion) => distortion.golden(name, 0, UNDISTORTED) !== undefined);
}

/** The parameters of a view that takes one more step; as they were where no distortion takes it. */
export function withStep(view: ViewParameters, name: string, parameter: number): ViewParameters {
  return DISTORTIONS.reduce(
    (before, distortion) => ({ ...before, ...distortion.golden(name, parameter, before) }),
    view,
  );
}

/** The image after one step alone; `undefined` where no distortion takes it. */
export function afterStep(image: RgbImage, name: string, parameter: number): RgbImage | undefined {
  for (const distortion of DISTORTIONS) {
    const part = distortion.golden(name, parameter, UNDISTORTED);
    if (part !== undefined) return distortion.apply(image, { ...UNDISTORTED, ...part });
  }
  return undefined;
}
