import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { MODEL_FILE, WEIGHTS_FILE } from '../formats/tfjs/graphModel';
import { expectedOutputs, relativeGap, SAMPLE_MODELS, sampleImages, sampleWeights } from './testing/models';
import { tfjsModel } from './tfjsModel';

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.entries(SAMPLE_MODELS))('%s as a graph model', (_, model) => {
  it('gives what this program computes, for every batch and size', async () => {
    const weights = sampleWeights(model);
    const files = tfjsModel({ model, weights, expanders: true }, { step: '12' });
    const document = JSON.parse(files[MODEL_FILE]) as tf.io.ModelJSON;
    const loaded = await loadGraphModel({
      load: async () => ({
        ...(document as object),
        modelTopology: document.modelTopology,
        weightSpecs: document.weightsManifest[0]!.weights,
        weightData: files[WEIGHTS_FILE].buffer,
      }),
    });
    for (const [height, width] of [
      [32, 32],
      [24, 40],
    ] as const) {
      const images = sampleImages(height, width);
      const expected = expectedOutputs(model, weights, images);
      const names = Object.keys(expected);
      expect([...loaded.outputNodes].sort()).toEqual([...names].sort());
      const outputs = loaded.execute({ images }, names) as tf.Tensor[];
      names.forEach((name, place) => {
        expect(outputs[place]!.shape, name).toEqual(expected[name]!.shape);
        expect(relativeGap(outputs[place]!.dataSync(), expected[name]!), name).toBeLessThan(1e-4);
      });
    }
  });
});
