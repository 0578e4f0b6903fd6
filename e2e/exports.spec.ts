import { readdirSync } from 'node:fs';
import { expect } from '@playwright/test';
import type * as tf from '@tensorflow/tfjs-core';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import * as ort from 'onnxruntime-web';
import { parseConfig } from '../src/config/parse';
import { npyHeader } from '../src/formats/npy';
import { readSafetensors } from '../src/formats/safetensors';
import { readWeights } from '../src/formats/weightsFile';
import type { Playground } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

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

  const saved = await playground.save('Configuration (JSON)');
  expect(parseConfig(JSON.parse(new TextDecoder().decode(saved.bytes)), 'The file')).toEqual(config);

  const { steps } = JSON.parse(new TextDecoder().decode((await playground.save('Metrics (JSON)')).bytes)) as {
    steps: { step: number }[];
  };
  expect(steps.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4]);
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

  await expectFilesOfDialog(playground);
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

/** What other programs read leaves from the dialog, after four steps. */
async function expectFilesOfDialog(playground: Playground): Promise<void> {
  const { page } = playground;
  await playground.button('Export and import').click();
  await page.getByRole('menuitem', { name: 'All exports…' }).click();

  await page.getByRole('tab', { name: 'Model (TensorFlow.js)' }).click();
  await page.getByRole('switch', { name: /With the expanders’ outputs/ }).click();
  const tfjs = unzipSync((await playground.saveInDialog('Model (TensorFlow.js)')).bytes);
  const model = JSON.parse(strFromU8(tfjs['model.json']!)) as tf.io.ModelJSON;
  const outputs = Object.keys((model.signature as { outputs: object }).outputs);
  expect(outputs.sort()).toEqual(['embedding', 'map', 'map_embeddings', 'representation']);
  const numbers = model.weightsManifest[0]!.weights.map(({ shape }) =>
    shape.reduce((size, axis) => size * axis, 1),
  ).reduce((sum, size) => sum + size, 0);
  expect(tfjs['weights.bin']).toHaveLength(4 * numbers);
  expect(strFromU8(tfjs['README.md']!)).toContain("tf.loadGraphModel('./model.json')");

  const npz = unzipSync((await playground.saveInDialog('Features (NumPy)')).bytes);
  expect(Object.keys(npz)).toEqual(['representation.npy', 'embedding.npy', 'labels.npy', 'class_names.npy']);
  const { shape, bytes: head } = npyHeader(npz['representation.npy']!)!;
  expect(shape).toEqual([64, 16]);
  const representation = new Float32Array(npz['representation.npy']!.slice(head).buffer);

  const csv = strFromU8((await playground.saveInDialog('Features (CSV)')).bytes);
  const [header, ...lines] = csv.trim().split('\n');
  expect(header!.split(',')).toHaveLength(3 + 16 + 16);
  const values = lines.flatMap((line) =>
    line
      .split(',')
      .slice(3, 3 + 16)
      .map(Number),
  );
  expect(values).toEqual([...representation]);

  const parquet = await playground.saveInDialog('Features (Parquet)');
  const rows = await parquetReadObjects({ file: new Uint8Array(parquet.bytes).buffer });
  expect(rows).toHaveLength(64);
  expect(rows[63]!.representation).toEqual([...representation.slice(-16)]);
  const card = await playground.saveInDialog('Features (Parquet)', 'Save model card');
  expect(card.name).toMatch(/\.parquet\.md$/);
  expect(strFromU8(card.bytes)).toContain(`- ${parquet.name}: representation, embedding of 64 images`);

  const events = await playground.saveInDialog('Metrics (TensorBoard)');
  expect(events.name).toMatch(/\.tfevents$/);
  expect(strFromU8(events.bytes)).toContain('Loss/Total loss');

  const wandb = strFromU8((await playground.saveInDialog('Metrics (Weights & Biases)')).bytes);
  const logged = wandb
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number>);
  expect(logged.map((line) => line._step)).toEqual([0, 1, 2, 3, 4]);
  expect(logged.at(-1)!['Loss/Total loss']).toBeGreaterThan(0);

  const matched = strFromU8((await playground.saveInDialog('Matches (JSON)')).bytes);
  const { pictures } = JSON.parse(matched) as { pictures: { step: number; matches: object }[] };
  expect(pictures.at(-1)).toMatchObject({ step: 4, views: [{ rows: 8 }, { rows: 8 }] });

  const project = unzipSync((await playground.saveInDialog('Continue in PyTorch (.zip)')).bytes);
  const programs = readdirSync(new URL('../src/formats/pytorchProject/template', import.meta.url));
  expect(Object.keys(project)).toEqual(expect.arrayContaining([...programs, 'metrics.jsonl', 'run.json']));
  const checkpoint = readSafetensors(project['checkpoint.safetensors']!);
  expect(checkpoint.metadata.step).toBe('4');
  expect(Object.keys(checkpoint.tensors)).toContain('optimizer/exp_avg/backbone.norm.weight');
  expect(JSON.parse(strFromU8(project['project.json']!))).toEqual({ images: 64 });
  expect(strFromU8(project['README.md']!)).toContain('## Trained on\n\n64 images of 32 × 32 pixels');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(playground.button('Export and import')).toBeFocused();
}
