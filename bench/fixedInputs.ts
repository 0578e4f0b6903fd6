import { normalizationOf } from '../src/config/normalization';
import { locationGrids } from '../src/augment/locationGrid';
import { normalize } from '../src/augment/cpu/normalize';
import { renderViewCpu } from '../src/augment/cpu/renderViewCpu';
import { CHANNELS } from '../src/augment/distortions/rgbImage';
import { mapSide } from '../src/config/geometry';
import type { RunConfig } from '../src/config/runConfig';
import { generateScenes } from '../src/data/synthetic/generateScenes';
import { initialize } from '../src/nn/initialize';
import type { ParameterSpec } from '../src/nn/parameters';
import { drawViews } from '../src/training/plan';
import { networkSpecs } from '../src/vicregl/network';

/** A float32 array with its shape, as every engine can take it. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

/** What all engines start from: the same weights, and the same batch at every step. */
export interface FixedInputs {
  readonly specs: readonly ParameterSpec[];
  /** Initial weights by the reference's names. */
  readonly weights: Readonly<Record<string, PlainTensor>>;
  /** Normalised views, `[B, size, size, 3]`. */
  readonly views: readonly PlainTensor[];
  /** Cell centres of each view, `[B, N, 2]`. */
  readonly locations: readonly PlainTensor[];
}

/** Draws weights and renders one batch of views on the CPU: a function of the configuration alone. */
export async function fixedInputs(config: RunConfig): Promise<FixedInputs> {
  const { batch, seed } = config.run;
  const { size } = config.views.crops[0]!;
  const scenes = await generateScenes(size, batch, config.data.seed);
  const drawn = drawViews(config, scenes, seed, 0, batch);
  const side = mapSide(config.model.backbone, size);
  const sceneBytes = size * size * CHANNELS;
  const viewShape = [batch, size, size, CHANNELS];
  const views = drawn.map((parameters) => {
    const pixels = new Uint8Array(batch * sceneBytes);
    parameters.forEach((view, index) => {
      const scene = scenes.images.subarray(index * sceneBytes, (index + 1) * sceneBytes);
      pixels.set(renderViewCpu({ height: size, width: size, pixels: scene }, view, size), index * sceneBytes);
    });
    return {
      shape: viewShape,
      values: normalize(pixels, normalizationOf(config.views)) as Float32Array<ArrayBuffer>,
    };
  });
  const locations = drawn.map((parameters) => ({
    shape: [batch, side * side, 2],
    values: locationGrids(parameters, side, side, config.views.noFlipGrid) as Float32Array<ArrayBuffer>,
  }));
  const specs = networkSpecs(config.model, config.loss.alpha);
  const drawnWeights = initialize(specs, seed);
  const weights = Object.fromEntries(
    specs.map(({ name, shape }) => [name, { shape, values: new Float32Array(drawnWeights[name]!) }]),
  );
  return { specs, weights, views, locations };
}
