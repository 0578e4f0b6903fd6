import { DISTORTIONS } from '../../../augment/distortions';
import type { ImageSize } from '../../../augment/randomResizedCrop';
import type { CropBox, ViewParameters } from '../../../augment/viewParameters';

/** "crop 61 %" of the source's area. */
export function cropShare(crop: CropBox, source: ImageSize): string {
  const share = (crop.width * crop.height) / (source.width * source.height);
  return `crop ${Math.round(100 * share)} %`;
}

/** What was drawn for a view besides its crop, in the order in which it applies; empty when nothing was. */
export function drawnSteps(view: ViewParameters): string[] {
  return [
    ...(view.flip ? ['flipped'] : []),
    ...DISTORTIONS.flatMap((distortion) => distortion.caption(view)),
  ];
}
