import { describe, expect, it } from 'vitest';
import { representationSize } from '../config/geometry';
import { backboneConfig, type BackboneConfig } from '../config/modelConfig';
import { backboneSpecs } from './backboneSpecs';
import { BACKBONES, type BackboneName } from '../config/backbones';
import { parameterCount } from './specs';

const CLASSES = 1000;

/** Parameters of torchvision's models of the same name, their ImageNet classifiers included. */
const TORCHVISION: Partial<Record<BackboneName, number>> = {
  convnext_tiny: 28_589_128,
  convnext_small: 50_223_688,
  convnext_base: 88_591_464,
  convnext_large: 197_767_336,
  resnet34: 21_797_672,
  resnet50: 25_557_032,
  resnet101: 44_549_160,
};

/** Millions of parameters that papers give for models that torchvision does not have. */
const MILLIONS: Partial<Record<BackboneName, number>> = {
  convnext_xlarge: 350,
  resnet50x2: 94,
  resnet50x4: 375,
  resnet200x2: 250,
};

/** The published ConvNeXts have a layer scale, which the reference leaves out by default. */
function asPublished(config: BackboneConfig): BackboneConfig {
  return config.family === 'convnext' ? { ...config, layerScale: 1e-6 } : config;
}

function classifierSize(config: BackboneConfig): number {
  return (representationSize(config) + 1) * CLASSES;
}

describe('parameter counts', () => {
  it.each(Object.entries(TORCHVISION))('%s', (name, published) => {
    const config = asPublished(BACKBONES[name as BackboneName]);
    expect(parameterCount(backboneSpecs(config)) + classifierSize(config)).toBe(published);
  });

  it.each(Object.entries(MILLIONS))('%s, in millions', (name, published) => {
    const config = asPublished(BACKBONES[name as BackboneName]);
    const classifier = config.family === 'convnext' ? classifierSize(config) : 0;
    const count = parameterCount(backboneSpecs(config)) + classifier;
    expect(Math.round(count / 1e6)).toBe(published);
  });

  it('without classifier, as the field quotes backbones', () => {
    const millions = (name: BackboneName): string =>
      (parameterCount(backboneSpecs(asPublished(BACKBONES[name]))) / 1e6).toFixed(1);
    expect([millions('resnet50'), millions('convnext_small'), millions('convnext_base')]).toEqual([
      '23.5',
      '49.5',
      '87.6',
    ]);
  });
});

it.each(Object.entries(BACKBONES))('%s is a valid configuration', (_, config) => {
  expect(backboneConfig.parse(config)).toEqual(config);
});
