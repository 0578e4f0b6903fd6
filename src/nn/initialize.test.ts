import { describe, expect, it } from 'vitest';
import { backboneSpecs } from './backboneSpecs';
import { expanderSpecs } from './expanderSpecs';
import { initialize } from './initialize';
import type { Initializer, ParameterSpec } from './parameters';
import { linearSpecs } from './specs';

function moments(values: ArrayLike<number>): { mean: number; std: number; largest: number } {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const std = Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
  return { mean, std, largest: Math.max(...list.map(Math.abs)) };
}

function draw(init: Initializer, count = 20000): Float32Array {
  const spec: ParameterSpec = { name: 'w', shape: [count], init, trainable: true };
  return initialize([spec], 3).w as Float32Array;
}

describe('distributions', () => {
  it('normal', () => {
    const { mean, std } = moments(draw({ kind: 'normal', std: 0.5 }));
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(std).toBeCloseTo(0.5, 2);
  });

  it('truncated normal: bounds are ±2 whatever the standard deviation', () => {
    const narrow = moments(draw({ kind: 'truncatedNormal', std: 0.02 }));
    expect(narrow.std).toBeCloseTo(0.02, 3);
    expect(narrow.largest).toBeGreaterThan(0.06);
    const wide = moments(draw({ kind: 'truncatedNormal', std: 2 }));
    expect(wide.largest).toBeLessThanOrEqual(2);
    // Standard deviation of a normal distribution cut off at one sigma, times 2.
    expect(wide.std).toBeCloseTo(2 * 0.5396, 1);
  });

  it('uniform', () => {
    const { mean, std, largest } = moments(draw({ kind: 'uniform', bound: 0.25 }));
    expect(Math.abs(mean)).toBeLessThan(0.005);
    expect(std).toBeCloseTo(0.25 / Math.sqrt(3), 2);
    expect(largest).toBeLessThanOrEqual(0.25);
    expect(largest).toBeGreaterThan(0.249);
  });
});

describe('initial values', () => {
  const convnext = backboneSpecs({
    family: 'convnext',
    patch: 4,
    depths: [1, 1],
    widths: [16, 32],
    layerScale: 0.1,
    dropPath: 0,
  });

  it('depend on the seed alone, and differ between tensors', () => {
    const [first, second] = [initialize(convnext, 5), initialize(convnext, 5)];
    expect(first).toEqual(second);
    expect(initialize(convnext, 6)['stages.0.0.pwconv1.weight']).not.toEqual(
      first['stages.0.0.pwconv1.weight'],
    );
    const head = (name: string): Float32Array => (first[name] as Float32Array).slice(0, 16);
    expect(head('stages.1.0.pwconv1.weight')).not.toEqual(head('stages.1.0.pwconv2.weight'));
  });

  it('of ConvNeXt: weights of std 0.02, biases 0, norms 1 and 0, layer scale as configured', () => {
    const values = initialize(convnext, 5);
    expect(moments(values['stages.1.0.pwconv1.weight'] as Float32Array).std).toBeCloseTo(0.02, 3);
    expect(moments(values['downsample_layers.1.1.weight'] as Float32Array).std).toBeCloseTo(0.02, 3);
    for (const [name, tensor] of Object.entries(values)) {
      if (name.endsWith('gamma')) expect(new Set(tensor), name).toEqual(new Set([Math.fround(0.1)]));
      else if (name.endsWith('bias')) expect(new Set(tensor), name).toEqual(new Set([0]));
      else if (name.endsWith('norm.weight')) expect(new Set(tensor), name).toEqual(new Set([1]));
    }
  });

  it.each([true, false])('of ResNet: Kaiming by fan-out; zero-init residual %s', (zeroInitResidual) => {
    const specs = backboneSpecs({
      family: 'resnet',
      block: 'bottleneck',
      layers: [1, 1],
      base: 16,
      stem: 'imagenet',
      zeroInitResidual,
    });
    const values = initialize(specs, 5);
    const std = (name: string): number => moments(values[name] as Float32Array).std;
    expect(std('layer2.0.conv2.weight') / Math.sqrt(2 / (32 * 9))).toBeCloseTo(1, 1);
    expect(std('layer2.0.downsample.0.weight') / Math.sqrt(2 / 128)).toBeCloseTo(1, 1);
    expect(new Set(values['layer2.0.bn3.weight'])).toEqual(new Set([zeroInitResidual ? 0 : 1]));
    expect(new Set(values['layer2.0.bn2.weight'])).toEqual(new Set([1]));
    expect(new Set(values['bn1.running_var'])).toEqual(new Set([1]));
    expect(values['bn1.num_batches_tracked']).toEqual(new Int32Array([0]));
  });

  it('of expanders and classifiers: uniform within 1 / √inputs, biases too', () => {
    const specs = [
      ...expanderSpecs(64, '100-20', 'layer_norm'),
      ...linearSpecs('head', 64, 10, { bias: true }),
    ];
    const values = initialize(specs, 5);
    expect(moments(values['0.weight'] as Float32Array).std).toBeCloseTo(1 / 8 / Math.sqrt(3), 2);
    const largest = (name: string): number => moments(values[name] as Float32Array).largest;
    expect(largest('0.weight')).toBeLessThanOrEqual(1 / 8);
    expect(largest('0.bias')).toBeGreaterThan(0.1);
    expect(largest('0.bias')).toBeLessThanOrEqual(1 / 8);
    expect(largest('3.weight')).toBeLessThanOrEqual(1 / 10);
    expect(largest('head.bias')).toBeGreaterThan(0);
    expect(values['3.bias']).toBeUndefined();
  });
});
