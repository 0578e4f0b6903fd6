import { DATA_DEFAULTS } from '../dataConfig';
import { REFERENCE_CRITERION } from '../reference/criterion';
import { REFERENCE_DISTORTION } from '../reference/distortion';
import type { ConvNextConfig, ResNetConfig } from '../modelConfig';
import type { RunConfig } from '../runConfig';
import type { DistortionConfig } from '../viewsConfig';
import type { Preset } from './preset';
import { REFERENCE_ASPECT } from '../viewsConfig';
import { REFERENCE_NORMALIZATION } from '../normalization';

/**
 * Blur and solarisation are made for views of 224 px: at 32 to 64 px they erase what a cell could be recognised by, and a
 * small network then spends its first thousand steps on telling views apart at all.
 */
const GENTLE: DistortionConfig = { ...REFERENCE_DISTORTION.left, grayscale: 0.1, blur: 0, solarize: 0 };

/**
 * Batch norm learns what the scenes' objects are within some hundred steps, where a ConvNeXt of this size does not, even
 * when it is told their names (docs/RESULTS.md).
 */
const SMALL_RESNET: ResNetConfig = {
  family: 'resnet',
  block: 'basic',
  layers: [1, 1],
  base: 16,
  stem: 'imagenet',
  zeroInitResidual: true,
};

function convnext(depths: number[], widths: number[]): ConvNextConfig {
  return { family: 'convnext', patch: 4, depths, widths, layerScale: 0, dropPath: 0 };
}

const playground: RunConfig = {
  version: 1,
  data: { source: 'synthetic', size: 64, count: 4096, ...DATA_DEFAULTS },
  views: {
    crops: [{ size: 64, count: 2, scaleMin: 0.3, scaleMax: 1, ...REFERENCE_ASPECT }],
    flip: 0.5,
    noFlipGrid: false,
    left: GENTLE,
    right: GENTLE,
    ...REFERENCE_NORMALIZATION,
  },
  model: {
    backbone: SMALL_RESNET,
    globalExpander: '128-128-128',
    localExpander: '64-64-64',
    expanderNorm: 'auto',
    classifier: true,
  },
  loss: REFERENCE_CRITERION,
  optim: {
    optimizer: 'adamw',
    baseLr: 0.04,
    endLrRatio: 0.001,
    warmup: 25,
    weightDecay: 1e-4,
    beta1: 0.9,
    beta2: 0.999,
    momentum: 0.9,
    eta: 0.001,
    precision: 'float32',
  },
  run: { seed: 1, batch: 32, length: 1000, unit: 'steps', reportEvery: 1, snapshotEvery: 10, knnEvery: null },
};

const withConvNext: RunConfig = {
  ...playground,
  model: { ...playground.model, backbone: convnext([1, 2], [32, 64]) },
  optim: { ...playground.optim, baseLr: 0.016 },
};

/** One stage keeps 8 × 8 cells of an image of 32 px at the lowest cost; 500 steps see 32,000 images. */
const cifarInMinutes: RunConfig = {
  ...withConvNext,
  data: { ...playground.data, source: 'cifar10', size: 32 },
  views: {
    ...playground.views,
    crops: [{ size: 32, count: 2, scaleMin: 0.3, scaleMax: 1, ...REFERENCE_ASPECT }],
  },
  model: { ...playground.model, backbone: convnext([2], [32]) },
  run: { ...playground.run, batch: 64, length: 500, snapshotEvery: 25 },
};

export const PLAYGROUND: readonly Preset[] = [
  {
    name: 'playground',
    title: 'Playground',
    group: 'Start here',
    description:
      'A small ResNet on the built-in scenes: within minutes on a laptop its maps learn to match, and both its vectors and its maps to tell objects apart.',
    config: playground,
  },
  {
    name: 'vicreg',
    title: 'VICReg (α = 1)',
    group: 'Start here',
    description:
      'The playground without its local criterion, which is VICReg: the baseline to compare with. Its maps are not trained to match, so expect a lower matching accuracy.',
    config: { ...playground, loss: { ...playground.loss, alpha: 1 } },
  },
  {
    name: 'playground-convnext',
    title: 'Playground, ConvNeXt',
    group: 'Start here',
    description:
      'The playground with a small ConvNeXt: matches emerge sooner and are more exact, but objects are hardly told apart within so few steps.',
    config: withConvNext,
  },
  {
    name: 'cifar10-minutes',
    title: 'CIFAR-10 in minutes',
    group: 'Start here',
    description:
      'The smallest network that shows local learning on photographs: 8 × 8 cells, 500 steps. Needs CIFAR-10’s binary files; one batch file is enough.',
    config: cifarInMinutes,
  },
];
