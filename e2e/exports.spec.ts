import { expect } from '@playwright/test';
import * as ort from 'onnxruntime-web';
import { parseConfig } from '../src/config/parse';
import { readSafetensors } from '../src/formats/safetensors';
import { readWeights } from '../src/formats/weightsFile';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

const shared = sharePage(tinyRun());

test('everything that a run made leaves as files', async () => {
  const config = tinyRun();
  const playground = shared();
  await playground.doSteps(4);

  const weights = await playground.save('Weights (safetensors)');
  expect(weights.name).toMatch(/\.safetensors$/);
  const { tensors, metadata } = readSafetensors(weights.bytes);
  const shapes = Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));
  expect(shapes).toMatchObject({
    'backbone.downsample_layers.0.0.weight': [16, 3, 4, 4],
    'backbone.stages.0.0.dwconv.weight': [16, 1, 7, 7],
    'backbone.stages.0.0.pwconv1.weight': [64, 16],
    'backbone.norm.bias': [16],
    'maps_projector.0.weight': [8, 16],
    'projector.3.weight': [16, 16],
    'classifier.weight': [8, 16],
  });
  for (const [name, { data }] of Object.entries(tensors)) {
    expect(
      [...data].every((value) => Number.isFinite(Number(value))),
      name,
    ).toBe(true);
  }
  expect(JSON.parse(metadata.config!)).toEqual(config);
  expect(metadata.program).toMatch(/^VICRegL Playground \d+\.\d+\.\d+/);

  const onnx = await playground.save('Model (ONNX)');
  expect(onnx.name).toMatch(/\.onnx$/);
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(new Uint8Array(onnx.bytes));
  const images = new ort.Tensor('float32', new Float32Array(2 * 3 * 32 * 32), [2, 3, 32, 32]);
  const { map, representation } = await session.run({ images });
  expect([map!.dims, representation!.dims]).toEqual([
    [2, 64, 16],
    [2, 16],
  ]);

  const pth = await playground.save('Weights (PyTorch)');
  const names = readWeights(new Uint8Array(pth.bytes), pth.name).tensors.map(({ name }) => name);
  expect(names.sort()).toEqual(Object.keys(tensors).sort());

  const events = await playground.save('Metrics (TensorBoard)');
  expect(events.name).toMatch(/\.tfevents$/);
  expect(new TextDecoder().decode(events.bytes)).toContain('Loss/Total loss');

  const saved = await playground.save('Configuration (JSON)');
  expect(parseConfig(JSON.parse(new TextDecoder().decode(saved.bytes)), 'The file')).toEqual(config);

  const csv = new TextDecoder()
    .decode((await playground.save('Metrics (CSV)')).bytes)
    .trim()
    .split('\n');
  expect(csv[0]).toContain('matching_accuracy_embeddings [fraction]');
  // A header, the untrained model's matching accuracy, four steps.
  expect(csv.map((line) => line.split(',')[0])).toEqual(['step', '0', '1', '2', '3', '4']);
  const rows = await playground.metrics();
  expect(rows.map((row) => row.step)).toEqual([1, 2, 3, 4]);

  const plot = await playground.save('Current plot (PNG)');
  expect([...plot.bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(plot.bytes.length).toBeGreaterThan(5000);
});

test('a saved configuration can be opened again', async () => {
  const playground = shared();
  const { page } = playground;
  const wanted = tinyRun((config) => (config.loss.alpha = 0.33));
  await page.getByLabel('Configuration file').setInputFiles({
    name: 'config.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(wanted)),
  });
  await expect(playground.field('Global weight')).toHaveValue('0.33');
});
