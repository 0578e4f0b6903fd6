import type { BackboneConfig, ConvNextConfig, ResNetConfig } from './modelConfig';

function convnext(depths: number[], firstWidth: number): ConvNextConfig {
  return {
    family: 'convnext',
    patch: 4,
    depths,
    widths: depths.map((_, stage) => firstWidth * 2 ** stage),
    layerScale: 0,
    dropPath: 0,
  };
}

/** `widen` multiplies the stem and every stage, the inner convolutions of bottlenecks included. */
function resnet(block: ResNetConfig['block'], layers: number[], widen = 1): ResNetConfig {
  // The reference zero-initialises residual branches when it pre-trains.
  return { family: 'resnet', block, layers, base: 64 * widen, stem: 'imagenet', zeroInitResidual: true };
}

/** The reference's backbones by the names that its `--arch` option takes. */
export const BACKBONES = {
  convnext_tiny: convnext([3, 3, 9, 3], 96),
  convnext_small: convnext([3, 3, 27, 3], 96),
  convnext_base: convnext([3, 3, 27, 3], 128),
  convnext_large: convnext([3, 3, 27, 3], 192),
  convnext_xlarge: convnext([3, 3, 27, 3], 256),
  resnet34: resnet('basic', [3, 4, 6, 3]),
  resnet50: resnet('bottleneck', [3, 4, 6, 3]),
  resnet101: resnet('bottleneck', [3, 4, 23, 3]),
  resnet50x2: resnet('bottleneck', [3, 4, 6, 3], 2),
  resnet50x4: resnet('bottleneck', [3, 4, 6, 3], 4),
  resnet50x5: resnet('bottleneck', [3, 4, 6, 3], 5),
  resnet200x2: resnet('bottleneck', [3, 24, 36, 3], 2),
} as const satisfies Record<string, BackboneConfig>;

export type BackboneName = keyof typeof BACKBONES;

/** What a backbone family starts from when it is chosen by hand: small enough for a laptop, with a stride of 8. */
export const STARTING_BACKBONES: {
  readonly [F in BackboneConfig['family']]: BackboneConfig & { readonly family: F };
} = {
  convnext: { family: 'convnext', patch: 4, depths: [1, 2], widths: [32, 64], layerScale: 0, dropPath: 0 },
  resnet: {
    family: 'resnet',
    block: 'basic',
    layers: [1, 1, 1, 1],
    base: 16,
    stem: 'small',
    zeroInitResidual: true,
  },
};
