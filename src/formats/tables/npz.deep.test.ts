import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diskFile } from '../../data/node/listFiles';
import { printed, pythonWith } from '../../exporting/testing/python';
import { npyHeader } from '../npy';
import { readFrom } from '../reading';
import { placedEntries } from '../zip/directory';
import { npzPieces } from './npz';

/** @file An `.npz` file of more than 4 GB, most of which is a hole that takes no room on the disk. */

/** As many zeros as a batch of maps may have numbers. */
const ZEROS = new Uint8Array(2 ** 26);
const PIECES = 66;
const LENGTH = (PIECES * ZEROS.length) / 4;
const AFTER = Float32Array.of(1, 2.5, -3);

const folder = mkdtempSync(join(tmpdir(), 'npz-'));
const path = join(folder, 'large.npz');
let size = 0;

beforeAll(async () => {
  const arrays = [
    { name: 'large', descr: '<f4', shape: [LENGTH], pieces: () => Array<Uint8Array>(PIECES).fill(ZEROS) },
    { name: 'after', descr: '<f4', shape: [3], pieces: () => [new Uint8Array(AFTER.buffer)] },
  ];
  const file = openSync(path, 'w');
  for await (const piece of npzPieces(arrays)) {
    if (piece.length < ZEROS.length) writeSync(file, piece, 0, piece.length, size);
    size += piece.length;
  }
  closeSync(file);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

it('is read here', async () => {
  expect(size).toBeGreaterThan(4.4e9);
  const source = diskFile(path, path, size);
  const [large, after] = await readFrom(
    source,
    placedEntries(size, 10, (_, message) => new Error(message) as never),
  );
  expect([large!.name, after!.name]).toEqual(['large.npy', 'after.npy']);
  expect(large!.end - large!.start).toBe(large!.size);
  expect(npyHeader(await source.slice(large!.start, large!.start + 128))!.shape).toEqual([LENGTH]);
  const bytes = await source.slice(after!.start, after!.end);
  expect(new Float32Array(bytes.slice(npyHeader(bytes)!.bytes).buffer)).toEqual(AFTER);
});

const python = pythonWith('numpy');
it.skipIf(python === undefined)(
  `is read by NumPy${python === undefined ? ' (skipped: no python3-numpy)' : ''}`,
  () => {
    const code = [
      'import sys, zipfile, numpy',
      'path = sys.argv[1]',
      'print(zipfile.ZipFile(path).getinfo("large.npy").file_size, numpy.load(path)["after"].tolist())',
    ].join('\n');
    expect(printed(python!, ['-c', code, path]).trim()).toBe(`${128 + 4 * LENGTH} [1.0, 2.5, -3.0]`);
  },
);
