import type { RunConfig } from './runConfig';
import type { DistortionConfig } from './viewsConfig';

/** A named starting point. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  /** One or two sentences: what it is for and what to expect. */
  readonly description: string;
  readonly config: RunConfig;
}

/** The reference's colour distortion of even (left) and odd (right) views. */
export const REFERENCE_DISTORTION: { readonly left: DistortionConfig; readonly right: DistortionConfig } = {
  left: {
    jitter: 0.8,
    brightness: 0.4,
    contrast: 0.4,
    saturation: 0.2,
    hue: 0.1,
    grayscale: 0.2,
    blur: 1,
    solarize: 0,
  },
  right: {
    jitter: 0.8,
    brightness: 0.4,
    contrast: 0.4,
    saturation: 0.2,
    hue: 0.1,
    grayscale: 0.2,
    blur: 0.1,
    solarize: 0.2,
  },
};

const playground: RunConfig = {
  version: 1,
  data: { source: 'synthetic', size: 64, count: 4096, seed: 1 },
  views: {
    crops: [{ size: 64, count: 2, scaleMin: 0.3, scaleMax: 1 }],
    flip: 0.5,
    noFlipGrid: false,
    ...REFERENCE_DISTORTION,
  },
  model: {
    backbone: { family: 'convnext', patch: 4, depths: [1, 2], widths: [32, 64], layerScale: 0, dropPath: 0 },
    globalExpander: '128-128-128',
    localExpander: '64-64-64',
    expanderNorm: 'auto',
    classifier: true,
  },
  loss: {
    alpha: 0.75,
    lambda: 25,
    mu: 25,
    nu: 1,
    matchesForward: 20,
    matchesBackward: 4,
    matchesRule: 'direction',
    embeddingMatchesAll: true,
    embeddingThreshold: null,
    locationThreshold: null,
    fastVarianceCovariance: false,
  },
  optim: {
    optimizer: 'adamw',
    baseLr: 0.016,
    endLrRatio: 0.001,
    warmup: 50,
    weightDecay: 1e-4,
    beta1: 0.9,
    beta2: 0.999,
    momentum: 0.9,
    eta: 0.001,
  },
  run: { seed: 1, batch: 32, length: 1000, unit: 'steps', reportEvery: 1, snapshotEvery: 10 },
};

export const PRESETS: readonly Preset[] = [
  {
    name: 'playground',
    title: 'Playground',
    description:
      'A small ConvNeXt on the built-in scenes: local matching can be seen to emerge within minutes on a laptop.',
    config: playground,
  },
];

export const DEFAULT_PRESET = 'playground';

export function findPreset(name: string): Preset | undefined {
  return PRESETS.find((preset) => preset.name === name);
}
