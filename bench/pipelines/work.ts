import { sampleView } from '../../src/augment/sampleView';
import type { ViewParameters } from '../../src/augment/viewParameters';
import { normalizationOf, REFERENCE_NORMALIZATION, type Normalization } from '../../src/config/normalization';
import { REFERENCE_DISTORTION } from '../../src/config/presets';
import { REFERENCE_ASPECT, type ViewsConfig } from '../../src/config/viewsConfig';
import { generateScenes } from '../../src/data/synthetic/generateScenes';

export interface WorkOptions {
  /** Images, of which two views each are rendered. */
  readonly images: number;
  /** Side of the images, and of the views. */
  readonly source: number;
  readonly size: number;
}

/** The same views of the same images for every pipeline. */
export interface Work extends WorkOptions {
  /** `[images, source, source, 3]` bytes. */
  readonly bytes: Uint8Array;
  /** The left views of all images, then the right ones: `[2 · images]`. */
  readonly views: readonly ViewParameters[];
  readonly normalization: Normalization;
}

const SEED = 1;

/** Views as the reference distorts them: jitter of most, every left one blurred, some grey, solarised and flipped. */
export async function workOf(options: WorkOptions): Promise<Work> {
  const { images, source, size } = options;
  const scenes = await generateScenes(source, images, SEED);
  await scenes.arriving?.all;
  const config: ViewsConfig = {
    crops: [{ size, count: 2, scaleMin: 0.4, scaleMax: 1, ...REFERENCE_ASPECT }],
    flip: 0.5,
    noFlipGrid: false,
    ...REFERENCE_DISTORTION,
    ...REFERENCE_NORMALIZATION,
  };
  const views = [0, 1].flatMap((view) =>
    Array.from({ length: images }, (_, image) => sampleView(config, 0, view, scenes, SEED, 0, image)),
  );
  return { ...options, bytes: scenes.images, views, normalization: normalizationOf(REFERENCE_NORMALIZATION) };
}
