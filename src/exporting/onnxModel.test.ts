import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFERENCE_NORMALIZATION, normalizationOf } from '../config/normalization';
import { failureInfo } from '../failure';
import { onnxModel } from './onnxModel';
import { expectedOutputs, relativeGap, SAMPLE_MODELS, sampleImages, sampleWeights } from './testing/models';

const NORMALIZATION = normalizationOf(REFERENCE_NORMALIZATION);

beforeAll(async () => {
  await tf.setBackend('cpu');
  ort.env.wasm.numThreads = 1;
});

// ONNX Runtime brings Node's workers in, which tests of other files must not see.
afterAll(() => void Reflect.deleteProperty(globalThis, 'Worker'));

const run = async (file: Uint8Array, images: tf.Tensor) => {
  const session = await ort.InferenceSession.create(file);
  const [batch, height, width] = images.shape as [number, number, number, number];
  const pixels = tf.transpose(images, [0, 3, 1, 2]).dataSync<'float32'>();
  const outputs = await session.run({ images: new ort.Tensor('float32', pixels, [batch, 3, height, width]) });
  return { session, outputs };
};

describe.each(Object.entries(SAMPLE_MODELS))('%s as ONNX', (_, model) => {
  const weights = sampleWeights(model);

  it('gives what this program computes, for every batch and size', async () => {
    const file = onnxModel({ model, weights, expanders: true }, { step: '12' });
    for (const [height, width] of [
      [32, 32],
      [24, 40],
    ] as const) {
      const images = sampleImages(height, width);
      const { outputs } = await run(file, images);
      const expected = expectedOutputs(model, weights, images);
      expect(Object.keys(outputs).sort()).toEqual(Object.keys(expected).sort());
      for (const [name, tensor] of Object.entries(expected)) {
        expect(outputs[name]!.dims, name).toEqual(tensor.shape);
        expect(relativeGap(outputs[name]!.data as Float32Array, tensor), name).toBeLessThan(1e-4);
      }
    }
  });

  it('normalises pixels itself where it shall, and leaves expanders out', async () => {
    const file = onnxModel({ model, weights, expanders: false, normalization: NORMALIZATION }, {});
    const pixels = tf.abs(sampleImages(32, 32)).div(2);
    const normalised = pixels.sub([...NORMALIZATION.mean]).div([...NORMALIZATION.std]);
    const { session, outputs } = await run(file, pixels);
    expect(session.outputNames).toEqual(['map', 'representation']);
    const { map } = expectedOutputs(model, weights, normalised as tf.Tensor4D);
    expect(relativeGap(outputs.map!.data as Float32Array, map!)).toBeLessThan(1e-4);
  });
});

it('names the tensor that is missing', () => {
  const model = SAMPLE_MODELS['ConvNeXt, layer norm']!;
  const all = Object.entries(sampleWeights(model));
  const weights = Object.fromEntries(all.filter(([name]) => name !== 'backbone.norm.bias'));
  try {
    onnxModel({ model, weights, expanders: false }, {});
  } catch (error) {
    expect(failureInfo(error)).toMatchObject({ code: 'weights_mismatch', doing: 'exporting a model' });
    expect(failureInfo(error).message).toContain('backbone.norm.bias');
    return;
  }
  throw new Error('It was exported.');
});
