import type { ColourOperation, CropBox, ViewParameters } from '../../../augment/viewParameters';

const OPERATION: Readonly<Record<ColourOperation, string>> = {
  brightness: 'brightness',
  contrast: 'contrast',
  saturation: 'saturation',
  hue: 'hue',
};

/** "crop 61 %" of the source's area, or the crop's size in source pixels when the source is not known. */
export function cropShare(
  crop: CropBox,
  source?: { readonly height: number; readonly width: number },
): string {
  if (source === undefined) return `crop ${crop.width} × ${crop.height} px`;
  const share = (crop.width * crop.height) / (source.width * source.height);
  return `crop ${Math.round(100 * share)} %`;
}

/** What was drawn for a view besides its crop, in the order in which it applies; empty when nothing was. */
export function drawnSteps(view: ViewParameters): string[] {
  return [
    ...(view.flip ? ['flipped'] : []),
    ...view.jitter.map(
      ({ operation, amount }) => `${OPERATION[operation]} ${jitterAmount(operation, amount)}`,
    ),
    ...(view.grayscale ? ['gray'] : []),
    ...(view.blurSigma > 0 ? [`blur σ ${view.blurSigma.toFixed(1)} px`] : []),
    ...(view.solarize ? ['solarised'] : []),
  ];
}

/** Factors as "×1.24"; hue, a shift around the colour circle, in signed degrees. */
function jitterAmount(operation: ColourOperation, amount: number): string {
  if (operation !== 'hue') return `×${amount.toFixed(2)}`;
  const degrees = Math.round(360 * amount);
  return `${degrees < 0 ? '−' : '+'}${Math.abs(degrees)}°`;
}
