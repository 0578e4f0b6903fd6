import { DATA_DEFAULTS } from '../dataConfig';
import type { BackboneConfig, ConvNextConfig } from '../modelConfig';
import type { RunConfig } from '../runConfig';
import type { Preset } from './preset';
import { PUBLISHED } from './published';

/**
 * @file Siblings of the published commands that a laptop can train. Crops are 4 times smaller and strides with them, so
 * that maps keep their 7 × 7 and 3 × 3 cells and γ its meaning; criterion, augmentation, optimiser, schedule and epochs
 * stay, on the built-in scenes.
 */

/** By what the published crop sizes are divided. */
const SHRINK = 4;

interface Smaller {
  readonly backbone: BackboneConfig;
  readonly globalExpander: string;
  readonly localExpander: string;
  readonly batch: number;
  readonly baseLr: number;
}

function sibling(
  name: string,
  { backbone, globalExpander, localExpander, batch, baseLr }: Smaller,
): RunConfig {
  const { config } = PUBLISHED.find((preset) => preset.name === name)!;
  return {
    ...config,
    data: { source: 'synthetic', size: 64, count: 4096, ...DATA_DEFAULTS },
    views: {
      ...config.views,
      crops: config.views.crops.map((group) => ({ ...group, size: group.size / SHRINK })),
    },
    model: { ...config.model, backbone, globalExpander, localExpander },
    optim: { ...config.optim, baseLr },
    run: { ...config.run, batch },
  };
}

/** Stride 8: three stages after a patch of 2. */
function convnext(depths: number[], widths: number[]): ConvNextConfig {
  return { family: 'convnext', patch: 2, depths, widths, layerScale: 0, dropPath: 0.1 };
}

/** Bottlenecks and stem of a ResNet-50, without its last two stages: stride 8. */
const RESNET: BackboneConfig = {
  family: 'resnet',
  block: 'bottleneck',
  layers: [2, 2],
  base: 32,
  stem: 'imagenet',
  zeroInitResidual: true,
};

const RESNET_EXPANDERS = { globalExpander: '512-512-512', localExpander: '128-128-128' };

export const BROWSER_SIZED: readonly Preset[] = [
  {
    name: 'resnet-100-browser',
    title: 'ResNet, 100 epochs',
    group: 'Browser-sized',
    description:
      'The published ResNet-50 run in small: bottlenecks with batch norm, LARS, two views of 56 px with 7 × 7 cells each. LARS moves weights slowly; its base rate is three times the published one, as the batch is 8 times smaller.',
    config: sibling('resnet50-100', { backbone: RESNET, ...RESNET_EXPANDERS, batch: 64, baseLr: 0.9 }),
  },
  {
    name: 'resnet-300-browser',
    title: 'ResNet, 300 epochs',
    group: 'Browser-sized',
    description:
      'The longer ResNet run in small, with twice the batch of the shorter one. Long enough to leave running in a hidden tab.',
    config: sibling('resnet50-300', { backbone: RESNET, ...RESNET_EXPANDERS, batch: 128, baseLr: 0.6 }),
  },
  {
    name: 'convnext-s-100-browser',
    title: 'ConvNeXt-S, 100 epochs',
    group: 'Browser-sized',
    description:
      'The published ConvNeXt-S run in small, multi-crop included: two views of 7 × 7 cells and six of 3 × 3, AdamW at the published peak rate. Eight views make it several times slower than the playground.',
    config: sibling('convnext-s-100', {
      backbone: convnext([1, 1, 3], [32, 64, 128]),
      globalExpander: '256-256-256',
      localExpander: '128-128-128',
      batch: 64,
      baseLr: 0.0045,
    }),
  },
  {
    name: 'convnext-b-400-browser',
    title: 'ConvNeXt-B, 400 epochs',
    group: 'Browser-sized',
    description:
      'As ConvNeXt-S in small, with half as many channels again and four times the epochs: an overnight run for a graphics card with room for about 2.8 GiB.',
    config: sibling('convnext-b-400', {
      backbone: convnext([1, 1, 4], [48, 96, 192]),
      globalExpander: '512-512-512',
      localExpander: '128-128-128',
      batch: 96,
      baseLr: 0.003,
    }),
  },
];
