import { PRESETS } from '../../config/presets';
import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import { randomStream } from '../../random/stream';
import { REFERENCE_ASPECT } from '../../config/viewsConfig';

/** Images with coarse structure, so that there is something to match. */
export function tinyImages(count = 24, side = 16): ImageSet {
  const images = new Uint8Array(count * side * side * 3);
  for (let image = 0; image < count; image++) {
    const stream = randomStream(5, 'scene', 0, image);
    const colours = Array.from({ length: 4 * 4 * 3 }, () => stream.below(256));
    for (let pixel = 0; pixel < side * side; pixel++) {
      const block =
        Math.floor((4 * Math.floor(pixel / side)) / side) * 4 + Math.floor((4 * (pixel % side)) / side);
      for (let channel = 0; channel < 3; channel++) {
        images[(image * side * side + pixel) * 3 + channel] = colours[block * 3 + channel]!;
      }
    }
  }
  const labels = Uint16Array.from({ length: count }, (_, image) => image % 3);
  return {
    name: 'test blocks',
    count,
    height: side,
    width: side,
    images,
    labels,
    classNames: ['a', 'b', 'c'],
  };
}

/** A configuration that even a CPU trains in milliseconds: crops of 16 px, one block of 8 channels, 64 scenes if any. */
export function tinyConfig(change: (config: RunConfig) => void = () => undefined): RunConfig {
  const config = structuredClone(PRESETS[0]!.config);
  Object.assign(config.data, { size: 16, count: 64 });
  config.views.crops = [{ size: 16, count: 2, scaleMin: 0.4, scaleMax: 1, ...REFERENCE_ASPECT }];
  config.model.backbone = {
    family: 'convnext',
    patch: 4,
    depths: [1],
    widths: [8],
    layerScale: 0,
    dropPath: 0,
  };
  config.model.globalExpander = '16-16';
  config.model.localExpander = '8-8';
  Object.assign(config.loss, { matchesForward: 6, matchesBackward: 4 });
  Object.assign(config.optim, { baseLr: 0.3, warmup: 2 });
  Object.assign(config.run, { batch: 8, length: 12, unit: 'steps', reportEvery: 1, snapshotEvery: 6 });
  change(config);
  return config;
}
