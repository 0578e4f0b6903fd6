import { DATA_DEFAULTS } from '../dataConfig';
import { REFERENCE_CRITERION } from '../reference/criterion';
import { REFERENCE_DISTORTION } from '../reference/distortion';
import type { BackboneConfig, ModelConfig } from '../modelConfig';
import type { RunConfig } from '../runConfig';
import type { Preset } from './preset';
import { REFERENCE_ASPECT } from '../viewsConfig';
import { REFERENCE_NORMALIZATION } from '../normalization';

/** @file Stems for images of 32 to 96 px, which the reference's stride of 32 would leave with 1 to 9 cells. */

const ADAMW = {
  optimizer: 'adamw',
  baseLr: 0.002,
  endLrRatio: 0.001,
  warmup: 5,
  weightDecay: 0.05,
  beta1: 0.9,
  beta2: 0.999,
  momentum: 0.9,
  eta: 0.001,
  precision: 'float32',
} as const;

/** What the presets for CIFAR-10 share: two views at the images' own size, blur left out as at 32 px it erases shapes. */
const CIFAR: Omit<RunConfig, 'model'> = {
  version: 1,
  data: { source: 'cifar10', size: 32, count: 4096, ...DATA_DEFAULTS },
  views: {
    crops: [{ size: 32, count: 2, scaleMin: 0.2, scaleMax: 1, ...REFERENCE_ASPECT }],
    flip: 0.5,
    noFlipGrid: false,
    left: { ...REFERENCE_DISTORTION.left, blur: 0 },
    right: { ...REFERENCE_DISTORTION.right, blur: 0 },
    ...REFERENCE_NORMALIZATION,
  },
  loss: REFERENCE_CRITERION,
  optim: ADAMW,
  run: {
    seed: 1,
    batch: 128,
    length: 100,
    unit: 'epochs',
    reportEvery: 1,
    snapshotEvery: 50,
    knnEvery: null,
  },
};

/** With 4 × 4 cells, about the share of matches that 20 of 49 is. */
const COARSE: RunConfig['loss'] = { ...CIFAR.loss, matchesForward: 6 };

function convnext(patch: 2 | 4, depths: number[], widths: number[]): BackboneConfig {
  return { family: 'convnext', patch, depths, widths, layerScale: 0, dropPath: 0 };
}

function model(backbone: BackboneConfig, globalExpander: string): ModelConfig {
  return { backbone, globalExpander, localExpander: '128-128-128', expanderNorm: 'auto', classifier: true };
}

const RESNET18: BackboneConfig = {
  family: 'resnet',
  block: 'basic',
  layers: [2, 2, 2, 2],
  base: 64,
  stem: 'small',
  zeroInitResidual: true,
};

export const SMALL_IMAGES: readonly Preset[] = [
  {
    name: 'cifar10-convnext-patch2',
    title: 'CIFAR-10, ConvNeXt with patches of 2 px',
    group: 'Small images',
    description:
      'A stem of 2 px and two stages leave 8 × 8 cells of a 32 px image: fine enough to match parts of an object. Needs CIFAR-10’s binary files.',
    config: {
      ...CIFAR,
      model: model(convnext(2, [2, 4], [64, 128]), '512-512-512'),
    },
  },
  {
    name: 'cifar10-convnext-patch4',
    title: 'CIFAR-10, ConvNeXt with patches of 4 px',
    group: 'Small images',
    description:
      'ConvNeXt’s own stem of 4 px leaves 4 × 4 cells after two stages: several times faster than patches of 2 px, with coarser matches. Needs CIFAR-10’s binary files.',
    config: {
      ...CIFAR,
      loss: COARSE,
      model: model(convnext(4, [2, 4], [64, 128]), '512-512-512'),
    },
  },
  {
    name: 'cifar10-resnet18',
    title: 'CIFAR-10, ResNet-18 with a small stem',
    group: 'Small images',
    description:
      'The backbone that most self-supervised work on CIFAR-10 uses: ResNet-18 with a 3 × 3 stem of stride 1 and no pool, trained with LARS; 4 × 4 cells. Needs CIFAR-10’s binary files and a graphics card with room for about 3.9 GiB.',
    config: {
      ...CIFAR,
      loss: COARSE,
      model: model(RESNET18, '1024-1024-1024'),
      optim: { ...ADAMW, optimizer: 'lars', baseLr: 1.2, warmup: 10, weightDecay: 1e-6 },
    },
  },
  {
    name: 'images96-convnext',
    title: 'Images of 96 px, ConvNeXt',
    group: 'Small images',
    description:
      'For a folder of photographs or STL-10: views of 96 px with 6 × 6 cells and four small ones with 3 × 3. Needs image files, a few thousand of them at least.',
    config: {
      ...CIFAR,
      data: { ...CIFAR.data, source: 'images', size: 96 },
      views: {
        ...CIFAR.views,
        crops: [
          { size: 96, count: 2, scaleMin: 0.4, scaleMax: 1, ...REFERENCE_ASPECT },
          { size: 48, count: 4, scaleMin: 0.08, scaleMax: 0.4, ...REFERENCE_ASPECT },
        ],
        ...REFERENCE_DISTORTION,
      },
      model: model(convnext(4, [1, 1, 3], [48, 96, 192]), '512-512-512'),
      run: { ...CIFAR.run, batch: 64 },
    },
  },
];
