import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import { csvLine, type CsvField } from '../formats/csv';
import { npzPieces, type NpzArray } from '../formats/tables/npz';
import { PROGRAM } from '../program';
import { part, type Watch } from '../evaluation/cancellation';
import type { FeatureExtractor, Turn } from './featureBatches';
import { isOfCells, type FeatureShapes } from './features';
import type { TableFormat } from './formats';
import type { OutputName } from './graphWriter';

/** What a table of features is made of. */
export interface FeatureTable {
  readonly extractor: FeatureExtractor;
  readonly data: ImageSet;
  /** In the order of the file. */
  readonly features: readonly OutputName[];
  readonly watch?: Watch | undefined;
  readonly turn?: Turn | undefined;
}

/** Makes a file piece by piece, so that it need not be in memory. */
export type TableWriter = (table: FeatureTable) => AsyncGenerator<Uint8Array>;

/**
 * A NumPy archive: an array `[N, …]` of 32-bit floats for each feature, `labels` `[N]` and `class_names` where there are any.
 * Each kind of map takes a pass over the images, for only one array at a time can be written.
 */
export const npzTable: TableWriter = async function* (table) {
  const { extractor, data, features, watch = {}, turn } = table;
  requireKnown(extractor.shapes, features);
  const rows = features.filter((name) => !isOfCells(name));
  const cells = features.filter(isOfCells);
  const kept = new Map<OutputName, Uint8Array[]>(rows.map((name) => [name, []]));
  const passes = Math.max(1, cells.length);
  const pass = async function* (streamed: OutputName | undefined, wanted: readonly OutputName[]) {
    const place = streamed === undefined ? 0 : cells.indexOf(streamed);
    const own = part(watch, place / passes, (place + 1) / passes);
    for await (const { values } of extractor.batches(data, wanted, own, turn)) {
      for (const name of wanted) if (name !== streamed) kept.get(name)!.push(bytesOf(values[name]!));
      if (streamed !== undefined) yield bytesOf(values[streamed]!);
    }
  };
  const [firstCells] = cells;
  const arrayOf = (name: OutputName, pieces: NpzArray['pieces']): NpzArray => ({
    name,
    descr: '<f4',
    shape: [data.count, ...extractor.shapes[name]!],
    pieces,
  });
  const streamedArrays = cells.map((name) =>
    arrayOf(name, () => pass(name, name === firstCells ? [name, ...rows] : [name])),
  );
  const rowArrays = rows.map((name, place) =>
    arrayOf(name, async function* () {
      // Without maps, nobody has gone over the images yet.
      if (firstCells === undefined && place === 0) await drained(pass(undefined, rows));
      yield* kept.get(name)!;
    }),
  );
  yield* npzPieces([...streamedArrays, ...rowArrays, ...labelArrays(data)]);
};

/**
 * Comma-separated values with a header: `index`, `label`, `class`, and a column for each number of a representation or
 * embedding.
 * @throws {Failure} `config_invalid` for maps, which have too many numbers for columns.
 */
export const csvTable: TableWriter = async function* ({ extractor, data, features, watch, turn }) {
  requireKnown(extractor.shapes, features);
  const map = features.find(isOfCells);
  if (map !== undefined)
    throw new Failure({
      code: 'config_invalid',
      message: `A CSV table has no room for ${map}: it would have a column for each number of each cell.`,
      doing: 'exporting features',
      remedy: 'Export it as npz or Parquet.',
    });
  const header = [
    ...['index', 'label', 'class'],
    ...features.flatMap((name) =>
      Array.from({ length: sizeOf(extractor, name) }, (_, at) => `${name}_${at}`),
    ),
  ];
  const encoder = new TextEncoder();
  yield encoder.encode(csvLine(header));
  for await (const { first, count, values } of extractor.batches(data, features, watch, turn)) {
    const rows = Array.from({ length: count }, (_, place): CsvField[] => {
      const label = data.labels?.[first + place];
      return [
        first + place,
        label ?? '',
        label === undefined ? '' : (data.classNames?.[label] ?? ''),
        ...features.flatMap((name) => {
          const size = sizeOf(extractor, name);
          return Array.from(values[name]!.subarray(place * size, (place + 1) * size));
        }),
      ];
    });
    yield encoder.encode(rows.map(csvLine).join(''));
  }
};

/**
 * A Parquet file: `index`, `label`, `class`, and a list of floats for each feature; maps are flat lists of `cells × channels`
 * numbers, row by row.
 */
export const parquetTable: TableWriter = async function* ({ extractor, data, features, watch, turn }) {
  requireKnown(extractor.shapes, features);
  const bytes = new ByteWriter();
  const shapes = JSON.stringify(Object.fromEntries(features.map((name) => [name, extractor.shapes[name]!])));
  const writer = new ParquetWriter({
    writer: bytes,
    createdBy: PROGRAM,
    kvMetadata: [{ key: 'shapes', value: shapes }],
    schema: [
      { name: 'root', num_children: 3 + features.length },
      { name: 'index', type: 'INT32', repetition_type: 'REQUIRED' },
      { name: 'label', type: 'INT32', repetition_type: 'OPTIONAL' },
      { name: 'class', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      ...features.flatMap((name) => listSchema(name)),
    ],
  });
  for await (const { first, count, values } of extractor.batches(data, features, watch, turn)) {
    const indices = Array.from({ length: count }, (_, place) => first + place);
    const labels = indices.map((image) => data.labels?.[image]);
    await writer.write({
      rowGroupSize: count,
      columnData: [
        { name: 'index', data: indices },
        { name: 'label', data: labels },
        {
          name: 'class',
          data: labels.map((label) => (label === undefined ? undefined : data.classNames?.[label])),
        },
        ...features.map((name) => {
          const size = sizeOf(extractor, name);
          const all = values[name]!;
          return { name, data: indices.map((_, at) => Array.from(all.subarray(at * size, (at + 1) * size))) };
        }),
      ],
    });
    yield taken(bytes);
  }
  await writer.finish();
  yield taken(bytes);
};

export const TABLE_WRITERS: Readonly<Record<TableFormat, TableWriter>> = {
  npz: npzTable,
  csv: csvTable,
  parquet: parquetTable,
};

function listSchema(name: string) {
  return [
    { name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
  ] as const;
}

/** What was written so far, which the writer then counts as written. */
function taken(writer: ByteWriter): Uint8Array {
  const piece = writer.getBytes().slice();
  writer.index = 0;
  return piece;
}

function labelArrays({ labels, classNames, count }: ImageSet): NpzArray[] {
  const arrays: NpzArray[] = [];
  if (labels !== undefined)
    arrays.push({ name: 'labels', descr: '<u2', shape: [count], pieces: () => [bytesOf(labels)] });
  if (classNames !== undefined && classNames.length > 0) {
    const characters = classNames.map((name) => Array.from(name, (letter) => letter.codePointAt(0)!));
    const width = Math.max(1, ...characters.map(({ length }) => length));
    const texts = new Uint32Array(classNames.length * width);
    characters.forEach((letters, place) => texts.set(letters, place * width));
    const pieces = () => [bytesOf(texts)];
    arrays.push({ name: 'class_names', descr: `<U${width}`, shape: [classNames.length], pieces });
  }
  return arrays;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Numbers that a feature has for an image. */
function sizeOf({ shapes }: FeatureExtractor, name: OutputName): number {
  return shapes[name]!.reduce((product, size) => product * size, 1);
}

function requireKnown(shapes: FeatureShapes, features: readonly OutputName[]): void {
  const unknown = features.find((name) => shapes[name] === undefined);
  if (unknown === undefined) return;
  throw new Failure({
    code: 'config_invalid',
    message: `The model has no ${unknown}: its weights have no such expander.`,
    doing: 'exporting features',
    remedy: `It has ${Object.keys(shapes).join(', ')}.`,
  });
}

/** Goes through a pass that gives nothing out. */
async function drained(pass: AsyncGenerator<Uint8Array>): Promise<void> {
  while ((await pass.next()).done !== true);
}
