import { renderViewCpu } from '../augment/cpu/renderViewCpu';
import type { RunConfig } from '../config/runConfig';
import { oneScene } from '../data/synthetic/scenes';
import type { FirstViews, PreviewView } from '../reports/matches';
import { observedImages, observedViews } from '../training/observation';

/**
 * The image that a run on the built-in scenes will show first, in the views that it will show of it: what can be seen
 * before there is a device, a data set or a network. `null` with other images.
 */
export function firstViews(config: RunConfig): FirstViews | null {
  const { source, size, count, seed } = config.data;
  if (source !== 'synthetic') return null;
  const imageIndex = observedImages(count, config.run.seed)[0]!;
  const { pixels, label } = oneScene({ size, count, seed }, imageIndex);
  const image = { height: size, width: size, pixels };
  const side = config.views.crops[0]!.size;
  const views = observedViews(config, image, imageIndex).map((parameters): PreviewView => {
    return { size: side, pixels: renderViewCpu(image, parameters, side), parameters };
  }) as [PreviewView, PreviewView];
  return { imageIndex, label, source: image, views };
}
