import { defineDistortion, probability } from './distortion';
import { gaussianBlur, gaussianBox } from './gaussianBlur';

/** Bounds of the blur's standard deviation, in pixels of the view: the reference's, made for views of 224 pixels. */
export const BLUR_SIGMA = [0.1, 2] as const;

/** Its parameter is the standard deviation of the Gaussian in pixels of the view; 0 leaves the view sharp. */
export const blur = defineDistortion('blurSigma', {
  chance: 'blur',
  fields: {
    blur: probability('Blur', (side) => `Probability that a ${side} view is blurred with a Gaussian.`),
  },
  reference: [{ blur: 1 }, { blur: 0.1 }],
  none: 0,
  draw: (settings, stream) => {
    const isBlurred = stream.uniform() < settings.blur;
    const sigma = stream.between(...BLUR_SIGMA);
    return isBlurred ? sigma : 0;
  },
  // The `Box` that is applied three times along each axis.
  columns: [
    ['blurSigma', 1],
    ['boxRadius', 1],
    ['boxWeight', 1],
    ['boxEdgeWeight', 1],
  ],
  pack: (sigma) => {
    if (sigma === 0) return [0, 0, 0, 0];
    const { radius, weight, edgeWeight } = gaussianBox(sigma);
    return [sigma, radius, weight, edgeWeight];
  },
  unpack: ([sigma]) => sigma!,
  apply: (image, sigma) => (sigma > 0 ? gaussianBlur(image, sigma) : image),
  caption: (sigma) => (sigma > 0 ? [`blur σ ${sigma.toFixed(1)} px`] : []),
  golden: (name, sigma) => (name === 'blur' ? sigma : undefined),
  cases: [0.1, 0.7, 2],
});
