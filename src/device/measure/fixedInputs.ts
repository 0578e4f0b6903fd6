import { normalizationOf } from '../../config/normalization';
import { locationGrids } from '../../augment/locationGrid';
import { normalize } from '../../augment/cpu/normalize';
import { renderViewCpu } from '../../augment/cpu/renderViewCpu';
import { CHANNELS } from '../../augment/distortions/rgbImage';
import { viewList } from '../../augment/viewList';
import { mapSide } from '../../config/geometry';
import type { RunConfig } from '../../config/runConfig';
import { generateScenes } from '../../data/synthetic/generateScenes';
import { initialize } from '../../nn/initialize';
import type { ParameterSpec } from '../../nn/parameters';
import { drawViews } from '../../training/plan';
import { networkSpecs } from '../../vicregl/network';

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
  /** Normalised views, `[B, size, size, 3]` each. */
  readonly views: readonly PlainTensor[];
  /** Cell centres of each view, `[B, N, 2]`. */
  readonly locations: readonly PlainTensor[];
}

/** Draws weights and renders one batch of views on the CPU: a function of the configuration alone. */
export async function fixedInputs(config: RunConfig): Promise<FixedInputs> {
  const { batch, seed } = config.run;
  const { size: side } = config.data;
  const scenes = await generateScenes(side, batch, config.data.seed);
  const slots = viewList(config.views);
  const drawn = drawViews(config, scenes, seed, 0, batch);
  const sceneBytes = side * side * CHANNELS;
  const views = drawn.map((parameters, view) => {
    const { size } = slots[view]!;
    const viewBytes = size * size * CHANNELS;
    const pixels = new Uint8Array(batch * viewBytes);
    parameters.forEach((drawing, index) => {
      const scene = scenes.images.subarray(index * sceneBytes, (index + 1) * sceneBytes);
      const rendered = renderViewCpu({ height: side, width: side, pixels: scene }, drawing, size);
      pixels.set(rendered, index * viewBytes);
    });
    return {
      shape: [batch, size, size, CHANNELS],
      values: normalize(pixels, normalizationOf(config.views)) as Float32Array<ArrayBuffer>,
    };
  });
  const locations = drawn.map((parameters, view) => {
    const cells = mapSide(config.model.backbone, slots[view]!.size);
    return {
      shape: [batch, cells * cells, 2],
      values: locationGrids(parameters, cells, cells, config.views.noFlipGrid) as Float32Array<ArrayBuffer>,
    };
  });
  const specs = networkSpecs(config.model, config.loss.alpha);
  const drawnWeights = initialize(specs, seed);
  const weights = Object.fromEntries(
    specs.map(({ name, shape }) => [name, { shape, values: new Float32Array(drawnWeights[name]!) }]),
  );
  return { specs, weights, views, locations };
}
