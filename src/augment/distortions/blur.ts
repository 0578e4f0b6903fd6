import { defineDistortion, probability, type FieldSpec } from './distortion';
import { gaussianBlur, gaussianBox } from './gaussianBlur';

/** Bounds of the blur's standard deviation, in pixels of the view: the reference's, made for views of 224 pixels. */
const REFERENCE_SIGMA = { blurMin: 0.1, blurMax: 2 };
const MOST_SIGMA = 4;

function sigma(label: string, which: string, older: number): FieldSpec {
  return {
    label,
    help: (side) =>
      `${which} standard deviation of the Gaussian that blurs a ${side} view, in pixels of the view.`,
    max: MOST_SIGMA,
    step: 0.1,
    unit: 'px',
    older,
  };
}

/** Its parameter is the standard deviation of the Gaussian in pixels of the view; 0 leaves the view sharp. */
export const blur = defineDistortion('blurSigma', {
  chance: 'blur',
  fields: {
    blur: probability('Blur', (side) => `Probability that a ${side} view is blurred with a Gaussian.`),
    blurMin: sigma('Blur σ from', 'Smallest', REFERENCE_SIGMA.blurMin),
    blurMax: sigma('Blur σ to', 'Largest', REFERENCE_SIGMA.blurMax),
  },
  reference: [
    { blur: 1, ...REFERENCE_SIGMA },
    { blur: 0.1, ...REFERENCE_SIGMA },
  ],
  none: 0,
  draw: (settings, stream) => {
    const isBlurred = stream.uniform() < settings.blur;
    const drawn = stream.between(settings.blurMin, settings.blurMax);
    return isBlurred ? drawn : 0;
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
  cases: [0.1, 0.7, 2, MOST_SIGMA],
});
