import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { BACKBONES, type BackboneName } from '../config/backbones';
import type { BackboneConfig } from '../config/modelConfig';
import { PRESETS } from '../config/presets';
import { mapSide, representationSize, totalStride } from '../config/geometry';
import { backboneForward } from '../nn/backbone';
import { backboneLayers } from '../nn/layers';
import { backboneSpecs } from '../nn/backboneSpecs';
import { parameterCount } from '../nn/specs';
import { networkSpecs } from './network';
import { costOf, networkLayers } from './networkLayers';

beforeAll(() => tf.setBackend('cpu'));

describe('networkLayers', () => {
  it.each(PRESETS.map(({ name, config }) => [name, config] as const))(
    'counts every parameter of %s, and ends with the map that its geometry says',
    (_, config) => {
      const size = config.views.crops[0]!.size;
      const groups = networkLayers(config, size);
      const all = groups.flatMap(({ layers }) => layers);
      expect(costOf(all).parameters).toBe(parameterCount(networkSpecs(config.model, config.loss.alpha)));
      const last = groups.filter(({ module }) => module === 'backbone').at(-1)!;
      const { backbone } = config.model;
      expect(last).toMatchObject({
        side: mapSide(backbone, size),
        channels: representationSize(backbone),
        step: totalStride(backbone),
      });
    },
  );

  it('has the expanders that α leaves', () => {
    const { config } = PRESETS[0]!;
    const ids = (alpha: number) =>
      networkLayers({ ...config, loss: { ...config.loss, alpha } }, 64)
        .map(({ id }) => id)
        .slice(-2);
    expect(ids(0.5)).toEqual(['global expander', 'local expander']);
    expect(ids(1)).toEqual(['stage 2', 'global expander']);
    expect(ids(0)).toEqual(['stage 2', 'local expander']);
  });

  // He et al. (2016), Liu et al. (2022) and torchvision count the classifier too.
  it.each<[BackboneName, number, number]>([
    ['resnet34', 3.664e9, 512_000],
    ['resnet50', 4.089e9, 2_048_000],
    ['convnext_tiny', 4.456e9, 768_000],
  ])('%s has as many multiply-adds as published at 224 px', (name, published, classifier) => {
    const { operations } = costOf(backboneLayers(BACKBONES[name], 224));
    expect(Math.abs((operations + classifier) / published - 1)).toBeLessThan(0.005);
  });

  it.each<[string, BackboneConfig]>([
    ['convnext', { ...BACKBONES.convnext_tiny, patch: 2, depths: [1, 1], widths: [2, 3] }],
    ['resnet', { ...BACKBONES.resnet34, layers: [1, 1], base: 2, stem: 'small' }],
    ['resnet with pooling', { ...BACKBONES.resnet34, layers: [1], base: 2 }],
    ['bottleneck', { ...BACKBONES.resnet50, layers: [1, 1], base: 2, stem: 'small' }],
  ])('a cell of a %s depends on the pixels of its receptive field', (_, backbone) => {
    const { field } = backboneLayers(backbone, 64).at(-1)!;
    expect(field).toBeLessThan(64);
    expect(seenPixels(backbone, 64)).toBe(field);
  });
});

/** Rows of a view that the cell in the middle of the map depends on. */
function seenPixels(backbone: BackboneConfig, size: number): number {
  return tf.tidy(() => {
    const params = Object.fromEntries(
      backboneSpecs(backbone).map(({ name, shape }, seed) => [
        name,
        name.endsWith('running_mean')
          ? tf.zeros([...shape])
          : tf.randomUniform([...shape], 0.5, 1, 'float32', seed),
      ]),
    );
    const x = tf.randomUniform<tf.Rank.R4>([1, size, size, 3], 0.5, 1, 'float32', 1);
    const middle = mapSide(backbone, size) / 2;
    const cell = (input: tf.Tensor4D) => {
      const { maps, columns } = backboneForward(backbone, params, input, { training: false });
      return tf.sum<tf.Scalar>(tf.mul(tf.slice(maps, [0, middle * columns + middle, 0], [1, 1, 1]), 1));
    };
    const gradient = tf.grad((input) => cell(input as tf.Tensor4D))(x);
    const rows = tf.sum(tf.abs(gradient), [0, 2, 3]).dataSync();
    const seen = [...rows.keys()].filter((row) => rows[row]! > 0);
    return seen.at(-1)! - seen[0]! + 1;
  });
}
