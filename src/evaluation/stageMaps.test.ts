import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BackboneConfig } from '../config/modelConfig';
import { layerNorm } from '../ops/layerNorm';
import { backboneForward } from '../nn/backbone';
import { backboneSpecs } from '../nn/backboneSpecs';
import { initialize } from '../nn/initialize';
import type { TensorMap } from '../nn/parameters';
import { joinedStages } from './stageMaps';

beforeAll(() => tf.setBackend('cpu'));

const convnext = (depths: number[], widths: number[]): BackboneConfig => ({
  family: 'convnext',
  patch: 2,
  depths,
  widths,
  layerScale: 0,
  dropPath: 0,
});
const resnet = (layers: number[]): BackboneConfig => ({
  family: 'resnet',
  block: 'basic',
  layers,
  base: 4,
  stem: 'small',
  zeroInitResidual: false,
});

function weightsOf(config: BackboneConfig): TensorMap {
  const specs = backboneSpecs(config);
  const values = initialize(specs, 3);
  return Object.fromEntries(
    specs.map(({ name, shape, dtype }) => [name, tf.tensor(values[name]!, [...shape], dtype ?? 'float32')]),
  );
}

const images = () => tf.randomNormal<tf.Rank.R4>([2, 16, 16, 3], 0, 1, 'float32', 7);
const largestDifference = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!;

describe('maps of the stages', () => {
  it('are what a ConvNeXt of fewer stages ends with, before its norm', () => {
    const config = convnext([1, 2, 1], [4, 6, 8]);
    const params = weightsOf(config);
    const x = images();
    const { stageMaps } = backboneForward(config, params, x, { training: false, stages: true });
    expect(stageMaps.map(({ shape }) => shape)).toEqual([
      [2, 8, 8, 4],
      [2, 4, 4, 6],
    ]);
    const shorter = { ...params, 'norm.weight': tf.ones([6]), 'norm.bias': tf.zeros([6]) };
    const { maps } = backboneForward(convnext([1, 2], [4, 6]), shorter, x, { training: false });
    const normed = layerNorm({ x: stageMaps[1]!, gamma: tf.ones([6]), beta: tf.zeros([6]) }, { eps: 1e-6 });
    expect(largestDifference(maps, tf.reshape(normed, maps.shape))).toBeLessThan(1e-5);
  });

  it('are what a ResNet of fewer stages ends with', () => {
    const config = resnet([1, 2, 1]);
    const params = weightsOf(config);
    const x = images();
    const { stageMaps } = backboneForward(config, params, x, { training: false, stages: true });
    [resnet([1]), resnet([1, 2])].forEach((shorter, stage) => {
      const { maps } = backboneForward(shorter, params, x, { training: false });
      expect(largestDifference(maps, tf.reshape(stageMaps[stage]!, maps.shape))).toBe(0);
    });
  });

  it('are not there unless they are asked for', () => {
    const config = resnet([1, 1]);
    expect(backboneForward(config, weightsOf(config), images(), { training: false }).stageMaps).toEqual([]);
  });

  it('are resized bilinearly to the first and joined, the last one last', () => {
    const config = convnext([1, 1], [4, 6]);
    const outputs = backboneForward(config, weightsOf(config), images(), { training: false, stages: true });
    const joined = joinedStages(outputs);
    expect(joined.shape).toEqual([2, 64, 10]);
    const last = tf.reshape<tf.Rank.R4>(outputs.maps, [2, 4, 4, 6]);
    const resized = tf.image.resizeBilinear(last, [8, 8], false, true);
    const expected = tf.reshape(tf.concat([outputs.stageMaps[0]!, resized], 3), [2, 64, 10]);
    expect(largestDifference(joined, expected)).toBeLessThan(1e-5);
  });
});
