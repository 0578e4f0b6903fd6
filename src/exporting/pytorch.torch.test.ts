import '@tensorflow/tfjs-backend-cpu';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensorBytes } from '../formats/tensorData';
import { writeNpyHeader } from '../formats/npy';
import { tinyConfig } from '../training/testing/tinyRun';
import { pytorchWeights } from './pytorchFile';
import { expectedOutputs, relativeGap, SAMPLE_MODELS, sampleImages, sampleWeights } from './testing/models';
import { printed, pythonWith } from './testing/python';

const SCRIPT = fileURLToPath(new URL('../../e2e/torch/check_weights.py', import.meta.url));
const python = pythonWith('torch', 'numpy');
const folder = mkdtempSync(join(tmpdir(), 'torch-'));
const images = () => sampleImages(24, 40);

beforeAll(async () => {
  await tf.setBackend('cpu');
  const pixels = tf.transpose(images(), [0, 3, 1, 2]);
  const data = new Float32Array(pixels.dataSync());
  const bytes = tensorBytes({ dtype: 'F32', shape: pixels.shape, data });
  writeFileSync(join(folder, 'images.npy'), Buffer.concat([writeNpyHeader('<f4', pixels.shape), bytes]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Debian: apt-get install python3-torch. Elsewhere the test is skipped, and its name says what was not there.
describe.skipIf(python === undefined)(
  `in PyTorch${python === undefined ? ' (skipped: no python3-torch)' : ''}`,
  () => {
    it.each(Object.entries(SAMPLE_MODELS))('%s loads strictly and gives the same map', (_, model) => {
      const weights = sampleWeights(model);
      const config = tinyConfig((own) => (own.model = model));
      const [file, shape] = [join(folder, 'weights.pth'), join(folder, 'backbone.json')];
      writeFileSync(file, pytorchWeights(config, weights, 'backbone'));
      writeFileSync(shape, JSON.stringify(model.backbone));
      const text = printed(python!, [SCRIPT, file, shape, join(folder, 'images.npy')]);
      const found = JSON.parse(text) as { shape: number[]; values: number[] };
      const { map } = expectedOutputs(model, weights, images());
      expect(found.shape).toEqual(map!.shape);
      expect(relativeGap(found.values, map!)).toBeLessThan(1e-4);
    });
  },
);
