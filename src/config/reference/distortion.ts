import type { DistortionConfig } from '../viewsConfig';

const JITTER = { jitter: 0.8, brightness: 0.4, contrast: 0.4, saturation: 0.2, hue: 0.1, grayscale: 0.2 };

/** The reference's colour distortion of even (left) and odd (right) views, which no option of it changes. */
export const REFERENCE_DISTORTION: { readonly left: DistortionConfig; readonly right: DistortionConfig } = {
  left: { ...JITTER, blur: 1, solarize: 0 },
  right: { ...JITTER, blur: 0.1, solarize: 0.2 },
};
