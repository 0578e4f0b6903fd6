import '@tensorflow/tfjs-backend-cpu';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FeatureExtractor } from '../exporting/featureBatches';
import { trainedModel } from '../exporting/trainedModel';
import { printed } from '../exporting/testing/python';
import { scratch } from '../cli/testing/program';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUNDLE = join(ROOT, 'src/formats/bundle/fixtures/version1.zip');
const WEIGHTS = unzipSync(new Uint8Array(readFileSync(BUNDLE)))['weights.safetensors']!;
const { path, remove } = scratch();
afterAll(remove);

beforeAll(() => {
  printed(process.execPath, ['scripts/build-lib.mjs'], ROOT);
  mkdirSync(path('node_modules'));
  symlinkSync(join(ROOT, 'dist/lib'), path('node_modules/vicregl'));
  writeFileSync(path('embed.mjs'), readFileSync(join(ROOT, 'docs/lib/embed.mjs')));
  writeFileSync(path('weights.safetensors'), WEIGHTS);
}, 300_000);

interface Printed {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  readonly distance: number;
}

const example = (file: string) =>
  JSON.parse(printed(process.execPath, [path('embed.mjs'), file], path('.'))) as Printed;

/** What the engine itself computes for the example's images. */
async function expectedDistance(): Promise<number> {
  await tf.setBackend('cpu');
  const { config, weights } = trainedModel(WEIGHTS);
  const extractor = new FeatureExtractor(config, weights);
  const side = config.views.crops[0]!.size;
  const each = 3 * side * side;
  const images = Uint8Array.from({ length: 2 * each }, (_, at) =>
    at < each ? 50 : (97 * (at - each)) % 256,
  );
  const data = { name: 'images', count: 2, width: side, height: side, images };
  let both = new Float32Array();
  for await (const { values } of extractor.batches(data, ['representation']))
    both = values.representation!.slice();
  extractor.dispose();
  const width = both.length / 2;
  return Math.hypot(...both.slice(0, width).map((value, at) => value - both[width + at]!));
}

it('runs the example on weights and on the file of a whole run, with the engine’s own numbers', async () => {
  const found = example(path('weights.safetensors'));
  expect(found).toMatchObject({ rows: 4, columns: 4, channels: 8 });
  const expected = await expectedDistance();
  expect(expected).toBeGreaterThan(0.01);
  expect(Math.abs(found.distance - expected) / expected).toBeLessThan(1e-4);
  expect(example(BUNDLE)).toEqual(found);
});

it('says what is wrong with a file', () => {
  writeFileSync(path('text.safetensors'), 'no weights at all');
  expect(() => example(path('text.safetensors'))).toThrow(/The header claims/);
});

it('says all that is public in its types', () => {
  const types = readFileSync(join(ROOT, 'dist/lib/types.d.ts'), 'utf8');
  expect(types).toContain('representation');
  expect(types).not.toContain('features');
});
