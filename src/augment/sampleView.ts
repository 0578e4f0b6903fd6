import type { ViewsConfig } from '../config/viewsConfig';
import { randomStream } from '../random/stream';
import { DISTORTIONS } from './distortions';
import { merged } from './distortions/merged';
import { randomResizedCrop, type ImageSize } from './randomResizedCrop';
import { viewList } from './viewList';
import type { ViewParameters } from './viewParameters';

/**
 * Draws the crop, flip and distortions of one view of one image, in the reference's distribution.
 *
 * @param view index into `viewList(config)`, 0 … V − 1, a view of group `group`.
 * @param source size of the source image in pixels.
 * @param index which image of the step it is; draws are a function of (seed, step, index, view) alone.
 */
export function sampleView(
  config: ViewsConfig,
  group: number,
  view: number,
  source: ImageSize,
  seed: number,
  step: number,
  index: number,
): ViewParameters {
  const views = viewList(config);
  const slot = views[view];
  if (slot?.group !== group) throw new RangeError(`View ${view} is not a view of group ${group}.`);
  const stream = randomStream(seed, 'view', step, index * views.length + view);

  // Everything is drawn whether it is used or not, and the crop, which takes a varying number of draws, comes
  // last: so changing one setting leaves the draws of all others as they were.
  const flip = stream.uniform() < config.flip;
  const distorted = merged(DISTORTIONS.map((distortion) => distortion.draw(config[slot.side], stream)));
  const crop = randomResizedCrop(source, slot, stream);
  return { crop, flip, ...distorted };
}
