import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expanderForward } from './expander';
import { expanderNorm, expanderSpecs, type ExpanderNorm } from './expanderSpecs';
import { BACKBONES } from '../config/backbones';
import { openFixture } from './fixtures/fixture';

interface ReferenceConfig {
  spec: string;
  in_dim: number;
  norm: ExpanderNorm;
  gradient_is_pure_rounding_noise: string[];
}

const TOLERANCE = 1e-5;

beforeAll(() => tf.setBackend('cpu'));

describe.each([
  'expander_layer_norm',
  'expander_layer_norm_2',
  'expander_batch_norm',
  'expander_batch_norm_4',
])('%s, against the reference', (file) => {
  const fixture = openFixture<ReferenceConfig>(file);
  const { spec, norm, in_dim: inDim } = fixture.config;
  const x = (): tf.Tensor2D => fixture.tensor('x') as tf.Tensor2D;

  it('has the same state dict', () => {
    const specs = expanderSpecs(inDim, spec, norm);
    const weights = fixture.under('weight');
    expect(specs.map((entry) => entry.name)).toEqual(Object.keys(weights));
    for (const entry of specs) expect(weights[entry.name]?.shape, entry.name).toEqual(entry.shape);
  });

  it('gives the same embeddings and running statistics in training mode', () => {
    const { y, buffers } = expanderForward(fixture.under('weight'), x(), spec, norm, true);
    expect(fixture.error(y, 'y')).toBeLessThan(TOLERANCE);
    expect(Object.keys(buffers).sort()).toEqual(Object.keys(fixture.under('after')).sort());
    for (const [name, buffer] of Object.entries(buffers)) {
      expect(fixture.error(buffer, `after/${name}`), name).toBeLessThan(TOLERANCE);
    }
  });

  it('gives the same embeddings in evaluation mode', () => {
    const params = { ...fixture.under('weight'), ...fixture.under('after') };
    const { y, buffers } = expanderForward(params, x(), spec, norm, false);
    expect(fixture.error(y, norm === 'batch_norm' ? 'eval/y' : 'y')).toBeLessThan(TOLERANCE);
    expect(buffers).toEqual({});
  });

  it('gives the same gradients', () => {
    const weights = fixture.under('weight');
    const names = expanderSpecs(inDim, spec, norm)
      .filter((entry) => entry.trainable)
      .map((entry) => entry.name);
    const loss = (input: tf.Tensor, ...values: tf.Tensor[]): tf.Scalar => {
      const trained = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
      const params = { ...weights, ...trained };
      const { y } = expanderForward(params, input as tf.Tensor2D, spec, norm, true);
      return tf.sum(tf.mul(y, fixture.tensor('cot/y')));
    };
    const [gradX, ...rest] = tf.grads(loss)([x(), ...names.map((name) => weights[name] as tf.Tensor)]);
    expect(fixture.error(gradX!, 'grad/x')).toBeLessThan(TOLERANCE);
    const largest = tf.max(tf.abs(fixture.tensor('grad/x'))).dataSync()[0]!;
    names.forEach((name, i) => {
      const key = `grad/weight/${name}`;
      const gradient = rest[i]!;
      if (fixture.config.gradient_is_pure_rounding_noise.includes(key)) {
        // A bias in front of a batch norm cancels out.
        expect(tf.max(tf.abs(gradient)).dataSync()[0]! / largest, name).toBeLessThan(TOLERANCE);
      } else expect(fixture.error(gradient, key), name).toBeLessThan(TOLERANCE);
    });
  });
});

it('takes the norm that the backbone implies unless one is chosen', () => {
  const model = { globalExpander: '8', localExpander: '8', classifier: false } as const;
  const norm = (backbone: keyof typeof BACKBONES, chosen: 'auto' | ExpanderNorm): ExpanderNorm =>
    expanderNorm({ ...model, backbone: BACKBONES[backbone], expanderNorm: chosen });
  expect(norm('convnext_tiny', 'auto')).toBe('layer_norm');
  expect(norm('resnet50', 'auto')).toBe('batch_norm');
  expect(norm('resnet50', 'layer_norm')).toBe('layer_norm');
});
