import * as tf from '@tensorflow/tfjs-core';
import { unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { normalizationOf } from '../config/normalization';
import { centreCrop, extractFeatures } from '../evaluation/features';
import { modelSubject } from '../evaluation/subject';
import { npyHeader } from '../formats/npy';
import { tinyConfig, tinyImages } from '../training/testing/tinyRun';
import { networkSpecs } from '../vicregl/network';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { FeatureExtractor } from './featureBatches';
import { csvTable, npzTable, parquetTable, type TableWriter } from './featureTables';
import type { OutputName } from './graphWriter';
import { sampleWeights } from './testing/models';

/** More than fit into one batch. */
const DATA = tinyImages(70);
const CONFIG = tinyConfig();
const WEIGHTS = sampleWeights(CONFIG.model);
let processor: Computer;
let extractor: FeatureExtractor;
/** What an evaluation sees. */
let expected: { representation: Float32Array; maps: Float32Array };

beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
  extractor = new FeatureExtractor(CONFIG, WEIGHTS);
  const params = Object.fromEntries(
    networkSpecs(CONFIG.model, 0.5).map(({ name, shape }) => [
      name,
      tf.tensor(WEIGHTS[name]!.data as Float32Array, [...shape]),
    ]),
  );
  const subject = modelSubject('weights', CONFIG.model, 0.5, params);
  const protocol = {
    size: 16,
    normalization: normalizationOf(CONFIG.views),
    boxes: [centreCrop(DATA, 1)],
  };
  const indices = Array.from({ length: DATA.count }, (_, image) => image);
  const { representation, maps } = await extractFeatures(subject, DATA, indices, protocol, { maps: true });
  expected = { representation, maps: maps! };
});
afterAll(() => {
  extractor.dispose();
  processor.close();
});

async function fileOf(writer: TableWriter, features: readonly OutputName[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writer({ extractor, data: DATA, features })) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(1);
  return new Uint8Array(Buffer.concat(pieces));
}

function arrayIn(entries: Record<string, Uint8Array>, name: string) {
  const file = entries[`${name}.npy`]!;
  const header = npyHeader(file)!;
  expect(header.bytes % 64).toBe(0);
  return { header, bytes: file.slice(header.bytes) };
}

it('writes arrays with labels and class names for NumPy', async () => {
  const entries = unzipSync(await fileOf(npzTable, ['representation', 'embedding', 'map', 'map_embeddings']));
  const names = ['map', 'map_embeddings', 'representation', 'embedding', 'labels', 'class_names'];
  expect(Object.keys(entries)).toEqual(names.map((name) => `${name}.npy`));
  const shapes = names.map((name) => arrayIn(entries, name).header.shape);
  expect(shapes).toEqual([[70, 16, 8], [70, 16, 8], [70, 8], [70, 16], [70], [3]]);
  expect(new Float32Array(arrayIn(entries, 'representation').bytes.buffer)).toEqual(expected.representation);
  expect(new Float32Array(arrayIn(entries, 'map').bytes.buffer)).toEqual(expected.maps);
  expect(new Uint16Array(arrayIn(entries, 'labels').bytes.buffer)).toEqual(DATA.labels);
  expect(arrayIn(entries, 'class_names').header.descr).toBe('<U1');
  const rowsOnly = unzipSync(await fileOf(npzTable, ['representation']));
  expect(new Float32Array(arrayIn(rowsOnly, 'representation').bytes.buffer)).toEqual(expected.representation);
});

it('writes a CSV table with a column for each number', async () => {
  const text = new TextDecoder().decode(await fileOf(csvTable, ['representation']));
  const [header, ...lines] = text.trimEnd().split('\n');
  expect(header).toBe(
    `index,label,class,${[0, 1, 2, 3, 4, 5, 6, 7].map((at) => `representation_${at}`).join()}`,
  );
  expect(lines).toHaveLength(DATA.count);
  const [index, label, name, ...values] = lines[65]!.split(',');
  expect([index, label, name]).toEqual(['65', '2', 'c']);
  expect(Float32Array.from(values, Number)).toEqual(expected.representation.slice(65 * 8, 66 * 8));
  await expect(fileOf(csvTable, ['map'])).rejects.toThrow('A CSV table has no room for map');
});

it('writes a Parquet file with lists', async () => {
  const file = await fileOf(parquetTable, ['representation', 'map']);
  const rows = await parquetReadObjects({ file: file.buffer as ArrayBuffer });
  expect(rows).toHaveLength(DATA.count);
  expect(rows[65]).toMatchObject({ index: 65, label: 2, class: 'c' });
  expect(Float32Array.from(rows[65]!.representation as number[])).toEqual(
    expected.representation.slice(65 * 8, 66 * 8),
  );
  expect(Float32Array.from(rows[65]!.map as number[])).toEqual(expected.maps.slice(65 * 128, 66 * 128));
});

it('says what a model has not', async () => {
  const backbone = Object.fromEntries(
    Object.entries(WEIGHTS).filter(([name]) => name.startsWith('backbone.')),
  );
  const bare = new FeatureExtractor(CONFIG, backbone);
  expect(Object.keys(bare.shapes)).toEqual(['map', 'representation']);
  const rows = csvTable({ extractor: bare, data: DATA, features: ['embedding'] });
  await expect(rows.next()).rejects.toThrow('The model has no embedding');
  bare.dispose();
});
