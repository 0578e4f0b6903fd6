import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BackboneConfig } from '../config/modelConfig';
import { backboneForward } from './backbone';
import { backboneSpecs } from './backboneSpecs';
import { openFixture, type Fixture } from './fixtures/fixture';
import { initialize } from './initialize';
import type { TensorMap } from './parameters';

interface ReferenceConfig {
  family: 'convnext' | 'resnet';
  dims: number[];
  depths: number[];
  layer_scale_init_value: number;
  block: 'BasicBlock' | 'Bottleneck';
  layers: number[];
  base: number;
  num_locations: number;
  state_dict_order: string[];
}

function configOf(reference: ReferenceConfig): BackboneConfig {
  if (reference.family === 'convnext') {
    const { depths, dims, layer_scale_init_value: layerScale } = reference;
    return { family: 'convnext', patch: 4, depths, widths: dims, layerScale, dropPath: 0 };
  }
  const { layers, base } = reference;
  const block = reference.block === 'Bottleneck' ? 'bottleneck' : 'basic';
  return { family: 'resnet', block, layers, base, stem: 'imagenet', zeroInitResidual: true };
}

/** The fixture's x in the layout used here, `[B, H, W, 3]`. */
function imagesOf(fixture: Fixture<ReferenceConfig>): tf.Tensor4D {
  return tf.transpose(fixture.tensor('x') as tf.Tensor4D, [0, 2, 3, 1]);
}

/** Gradients of Σ maps·cotangent + Σ representation·cotangent, by parameter name, and that of `x` as `[B, 3, H, W]`. */
function gradients(fixture: Fixture<ReferenceConfig>): { x: tf.Tensor; weights: TensorMap } {
  const config = configOf(fixture.config);
  const weights = fixture.under('weight');
  const trainable = backboneSpecs(config).filter((spec) => spec.trainable);
  const names = trainable.map((spec) => spec.name);
  const loss = (x: tf.Tensor, ...values: tf.Tensor[]): tf.Scalar => {
    const params = {
      ...weights,
      ...Object.fromEntries(names.map((name, i) => [name, values[i]!])),
    };
    const { maps, representation } = backboneForward(config, params, x as tf.Tensor4D, { training: true });
    return tf.add(
      tf.sum(tf.mul(maps, fixture.tensor('cot/maps'))),
      tf.sum(tf.mul(representation, fixture.tensor('cot/representation'))),
    );
  };
  const [x, ...rest] = tf.grads(loss)([
    imagesOf(fixture),
    ...names.map((name) => weights[name] as tf.Tensor),
  ]);
  return {
    x: tf.transpose(x as tf.Tensor4D, [0, 3, 1, 2]),
    weights: Object.fromEntries(names.map((name, i) => [name, rest[i]!])),
  };
}

const CASES = [
  { file: 'backbone_convnext', outputs: 1e-5, gradients: 5e-5 },
  { file: 'backbone_convnext_32px', outputs: 1e-5, gradients: 5e-5 },
  { file: 'backbone_convnext_layerscale', outputs: 1e-5, gradients: 5e-5 },
  { file: 'backbone_resnet_basic', outputs: 5e-5, gradients: 3e-4 },
  { file: 'backbone_resnet_basic_deep', outputs: 5e-5, gradients: 3e-4 },
  { file: 'backbone_resnet_bottleneck', outputs: 5e-5, gradients: 3e-4 },
  { file: 'backbone_resnet_bottleneck_deep', outputs: 5e-5, gradients: 3e-4 },
];

beforeAll(() => tf.setBackend('cpu'));

describe.each(CASES)('$file, against the reference', ({ file, outputs, gradients: tolerance }) => {
  const fixture = openFixture<ReferenceConfig>(file);
  const config = configOf(fixture.config);

  it('has the same state dict', () => {
    const specs = backboneSpecs(config);
    expect(specs.map((spec) => spec.name)).toEqual(fixture.config.state_dict_order);
    const weights = fixture.under('weight');
    for (const spec of specs) expect(weights[spec.name]?.shape, spec.name).toEqual(spec.shape);
  });

  it('gives the same outputs and running statistics in training mode', () => {
    const result = backboneForward(config, fixture.under('weight'), imagesOf(fixture), { training: true });
    expect(fixture.error(result.maps, 'maps')).toBeLessThan(outputs);
    expect(fixture.error(result.representation, 'representation')).toBeLessThan(outputs);
    expect(result.rows * result.columns).toBe(fixture.config.num_locations);
    const after = fixture.under('after');
    expect(Object.keys(result.buffers).sort()).toEqual(Object.keys(after).sort());
    for (const [name, buffer] of Object.entries(result.buffers)) {
      expect(buffer.dtype, name).toBe(after[name]?.dtype);
      expect(fixture.error(buffer, `after/${name}`), name).toBeLessThan(outputs);
    }
  });

  it('gives the same gradients', () => {
    const { x, weights } = gradients(fixture);
    expect(fixture.error(x, 'grad/x')).toBeLessThan(tolerance);
    expect(Object.keys(weights).sort()).toEqual(Object.keys(fixture.under('grad/weight')).sort());
    for (const [name, gradient] of Object.entries(weights)) {
      expect(fixture.error(gradient, `grad/weight/${name}`), name).toBeLessThan(tolerance);
    }
  });

  it('gives the same outputs in evaluation mode', () => {
    // Without batch norms both modes are one, and the reference's file has the outputs once.
    const prefix = fixture.config.family === 'resnet' ? 'eval/' : '';
    const params = { ...fixture.under('weight'), ...fixture.under('after') };
    const result = backboneForward(config, params, imagesOf(fixture), { training: false });
    expect(fixture.error(result.maps, `${prefix}maps`)).toBeLessThan(outputs);
    expect(fixture.error(result.representation, `${prefix}representation`)).toBeLessThan(outputs);
    expect(result.buffers).toEqual({});
  });
});

/** A freshly initialised network. */
function fresh(config: BackboneConfig): TensorMap {
  const values = initialize(backboneSpecs(config), 1);
  return Object.fromEntries(
    backboneSpecs(config).map(({ name, shape, dtype }) => [
      name,
      tf.tensor(values[name] as Float32Array, [...shape], dtype),
    ]),
  );
}

describe('scaled-down backbones', () => {
  it('keep the cells of small images with the small ResNet stem', () => {
    const config: BackboneConfig = {
      family: 'resnet',
      block: 'basic',
      layers: [1, 1],
      base: 4,
      stem: 'small',
      zeroInitResidual: true,
    };
    const result = backboneForward(config, fresh(config), tf.ones([2, 9, 12, 3]), { training: true });
    expect([result.rows, result.columns]).toEqual([5, 6]);
    expect(result.maps.shape).toEqual([2, 30, 8]);
  });

  it('may have a single stage', () => {
    const config: BackboneConfig = {
      family: 'convnext',
      patch: 2,
      depths: [1],
      widths: [4],
      layerScale: 0,
      dropPath: 0.5,
    };
    const result = backboneForward(config, fresh(config), tf.ones([2, 9, 6, 3]), { training: true });
    expect([result.rows, result.columns]).toEqual([4, 3]);
    expect(result.representation.shape).toEqual([2, 4]);
  });
});

describe('drop path', () => {
  const config: BackboneConfig = {
    family: 'convnext',
    patch: 2,
    depths: [1, 2],
    widths: [4, 6],
    layerScale: 0,
    dropPath: 0.4,
  };
  const images = tf.tidy(() => tf.reshape<tf.Rank.R4>(tf.range(0, 2 * 8 * 8 * 3), [2, 8, 8, 3]));

  it('asks for a mask per block whose rate is above 0, in training mode only', () => {
    const asked: [number, number, number][] = [];
    const dropPathKeep = (block: number, rate: number, batch: number): tf.Tensor1D => {
      asked.push([block, rate, batch]);
      return tf.ones([batch]);
    };
    backboneForward(config, fresh(config), images, { training: false, dropPathKeep });
    expect(asked).toEqual([]);
    backboneForward(config, fresh(config), images, { training: true, dropPathKeep });
    expect(asked).toEqual([
      [1, 0.2, 2],
      [2, 0.4, 2],
    ]);
  });

  it('turns a dropped block into the identity, for the samples that drop it only', () => {
    const params = fresh(config);
    const run = (mask: number[]): Float32Array =>
      backboneForward(config, params, images, {
        training: true,
        dropPathKeep: () => tf.tensor1d(mask),
      }).representation.dataSync() as Float32Array;
    const kept = run([1, 1]);
    const mixed = run([1, 0]);
    expect(mixed.slice(0, 6)).toEqual(kept.slice(0, 6));
    expect(mixed.slice(6)).not.toEqual(kept.slice(6));
  });
});

it('names the tensor that the weights lack', () => {
  const fixture = openFixture<ReferenceConfig>('backbone_convnext_32px');
  const weights = Object.entries(fixture.under('weight'));
  const rest = Object.fromEntries(weights.filter(([name]) => name !== 'norm.bias'));
  expect(() =>
    backboneForward(configOf(fixture.config), rest, imagesOf(fixture), { training: false }),
  ).toThrow(/norm\.bias/);
});
