import { BACKBONES } from '../../src/config/backbones';
import { findPreset } from '../../src/config/presets';
import type { RunConfig } from '../../src/config/runConfig';
import { CHANNELS } from '../../src/augment/distortions/rgbImage';
import type { Weights } from '../../src/exporting/networkGraph';
import type { TensorData } from '../../src/formats/tensorData';
import { backboneSpecs } from '../../src/nn/backboneSpecs';
import { initialize } from '../../src/nn/initialize';
import { withPrefix } from '../../src/nn/scope';
import { randomStream } from '../../src/random/stream';
import { BACKBONE } from '../../src/vicregl/modules';
import type { InferenceNetwork } from './engine';

/** Side of the images in pixels. */
export const SIDE = 224;
const SEED = 1;

export interface WorkOptions {
  readonly network: InferenceNetwork;
  /** Images that go through together. */
  readonly batch: number;
}

/** What every engine gets: random weights and images, the same from everywhere. */
export interface InferenceWork {
  /** Its model alone says something. */
  readonly config: RunConfig;
  /** Of the backbone, under the whole model's names. */
  readonly weights: Weights;
  /** Normalised, `[batch, SIDE, SIDE, 3]`. */
  readonly images: Float32Array<ArrayBuffer>;
  readonly batch: number;
}

export function workOf({ network, batch }: WorkOptions): InferenceWork {
  const config = structuredClone(findPreset('playground-convnext')!.config);
  const backbone = structuredClone(BACKBONES[network]);
  // Branches that end in zeros would leave most layers without a say.
  config.model.backbone = backbone.family === 'resnet' ? { ...backbone, zeroInitResidual: false } : backbone;
  const specs = withPrefix(backboneSpecs(config.model.backbone), BACKBONE);
  const drawn = initialize(specs, SEED);
  const weights = Object.fromEntries(
    specs.map(({ name, shape, dtype }) => {
      const data = drawn[name]!;
      return [name, { dtype: dtype === 'int32' ? 'I32' : 'F32', shape, data } as TensorData];
    }),
  );
  const stream = randomStream(SEED, 'scene');
  const images = Float32Array.from({ length: batch * SIDE * SIDE * CHANNELS }, () => stream.between(-2, 2));
  return { config, weights, images, batch };
}
