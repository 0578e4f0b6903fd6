import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { HEAD_BYTES } from '../../formats/fileKind';
import { STL10_IMAGE } from '../../formats/stl10';
import { diskFile } from '../node/listFiles';
import { planData } from '../planData';
import type { LoadOptions } from '../reader';
import { memoryFile, type SourceFile } from '../sourceFile';
import { countedFile } from '../testing/countedFile';

const OPTIONS: LoadOptions = { size: 0, decode: () => Promise.reject(new Error('no image here')) };
const SIDE = 96;

/** Images as STL-10 stores them; that of number n has n, a row and a column as the colours of its pixels. */
function images(count: number): Uint8Array {
  const bytes = new Uint8Array(count * STL10_IMAGE);
  for (let at = 0; at < bytes.length; at++) {
    const [image, inside] = [Math.floor(at / STL10_IMAGE), at % STL10_IMAGE];
    const [channel, pixel] = [Math.floor(inside / SIDE ** 2), inside % SIDE ** 2];
    bytes[at] = [image, pixel % SIDE, Math.floor(pixel / SIDE)][channel]!;
  }
  return bytes;
}

const labels = (count: number) => Uint8Array.from({ length: count }, (_, at) => 1 + (at % 10));
const text = (lines: string) => new TextEncoder().encode(lines);
const plan = (files: Readonly<Record<string, Uint8Array>>) =>
  planData(
    'stl10',
    Object.entries(files).map(([path, bytes]) => memoryFile(path, bytes)),
  );
const load = async (files: Readonly<Record<string, Uint8Array>>, options = OPTIONS) =>
  (await plan(files)).load(options);

const TRAINING = { 'train_X.bin': images(20), 'train_y.bin': labels(20) };
const TEST = { 'test_X.bin': images(16), 'test_y.bin': labels(16) };

describe('files of STL-10', () => {
  it('are trained on with labels, and the test set is kept', async () => {
    const planned = await plan({
      ...TRAINING,
      ...TEST,
      'unlabeled_X.bin': images(2),
      'fold_indices.txt': text('1 2 3\n'),
    });
    expect(planned.source).toBe('arrays');
    const set = await planned.load(OPTIONS);
    expect(set).toMatchObject({
      count: 20,
      height: SIDE,
      width: SIDE,
      heldOut: [{ split: 'test', count: 16 }],
    });
    const pixel = (image: number, row: number, column: number) => [
      ...set.images.subarray(3 * ((image * SIDE + row) * SIDE + column)).subarray(0, 3),
    ];
    expect(pixel(3, 5, 80)).toEqual([3, 5, 80]);
    expect(pixel(19, 95, 0)).toEqual([19, 95, 0]);
    expect([...set.labels!.subarray(0, 11)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    expect(set.classNames?.slice(0, 2)).toEqual(['airplane', 'bird']);
    expect(set.notUsed).toEqual([
      { kind: '.bin', count: 1, names: ['unlabeled_X.bin'] },
      { kind: '.txt', count: 1, names: ['fold_indices.txt'] },
    ]);
    expect(set.remarks).toContain('Not trained on: unlabeled_X.bin. To train on it, choose it alone.');
    const [kept] = await planned.loadHeldOut(set, { ...OPTIONS, limit: 3 });
    expect([kept!.split, kept!.set.count, kept!.set.labels![12]]).toEqual(['test', 16, 2]);
  });

  it('have the class names that lie beside them', async () => {
    const names = 'abcdefghij'.split('');
    const set = await load({ ...TRAINING, 'class_names.txt': text(`${names.join('\n')}\n`) });
    expect(set.classNames).toEqual(names);
    expect(set.notUsed).toEqual([]);
  });

  it('are trained on without labels where these are not there', async () => {
    const set = await load({ 'unlabeled_X.bin': images(3) });
    expect([set.count, set.labels]).toEqual([3, undefined]);
  });

  it('are known under other names by as many labels, and by nothing else', async () => {
    expect(await load({ pixels: images(16), classes: labels(16) })).toMatchObject({ count: 16 });
    const others = [{ pixels: images(16) }, { pixels: images(16), classes: labels(17) }];
    for (const files of others)
      expect(await load(files).catch(failureInfo)).toMatchObject({ code: 'data_missing' });
    expect(await load({ 'train_X.bin': images(2).subarray(1) }).catch(failureInfo)).toMatchObject({
      code: 'data_missing',
    });
  });

  it('are refused with labels that the data set has not', async () => {
    const wrong = labels(9000).fill(11, 8999);
    const failure = await load({
      'train_X.bin': new Uint8Array(9000 * STL10_IMAGE),
      'train_y.bin': wrong,
    }).catch(failureInfo);
    expect(failure).toMatchObject({ message: 'train_y.bin has the label 11; STL-10 has 1 to 10.' });
  });
});

describe('the unlabeled images of STL-10, of 2.6 GB', () => {
  const COUNT = 100_000;

  async function withSparseFile(use: (file: SourceFile) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'stl10-'));
    try {
      const place = join(folder, 'unlabeled_X.bin');
      const file = await open(place, 'w');
      await file.truncate(COUNT * STL10_IMAGE);
      await file.write(Uint8Array.of(77), 0, 1, 99_000 * STL10_IMAGE);
      await file.close();
      await use(diskFile(place, 'unlabeled_X.bin', COUNT * STL10_IMAGE));
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('are read as far as they are taken, and no byte more', async () => {
    await withSparseFile(async (whole) => {
      const { file, bytesRead } = countedFile(whole);
      const set = await (await planData('stl10', [file])).load({ ...OPTIONS, limit: 100 });
      expect(bytesRead()).toBe(HEAD_BYTES + 100 * STL10_IMAGE);
      expect(set.count).toBe(100);
      expect(set.images[99 * STL10_IMAGE]).toBe(77);
      expect(set.remarks).toEqual(['Taken: 100 of 100,000 images, evenly spread, as “At most” says.']);
    });
  });

  it('are refused as a whole before any is read, saying how many fit', async () => {
    await withSparseFile(async (whole) => {
      const { file, bytesRead } = countedFile(whole);
      const failure = await (await planData('stl10', [file])).load(OPTIONS).catch(failureInfo);
      expect(failure).toMatchObject({
        code: 'out_of_memory',
        message: '100,000 images of "unlabeled_X.bin" need 2.6 GiB of memory; 77,672 fit into 2 GiB.',
        remedy: expect.stringContaining('“At most” (data.limit) to 77,672') as string,
        settings: [{ path: 'data.limit', value: 77_672 }],
      });
      expect(bytesRead()).toBe(HEAD_BYTES);
    });
  });

  it('are given up when they are wanted no more', async () => {
    await withSparseFile(async (whole) => {
      const { file, bytesRead } = countedFile(whole);
      const ended = new AbortController();
      const loading = (await planData('stl10', [file])).load({
        ...OPTIONS,
        limit: 100,
        signal: ended.signal,
        onProgress: (share) => share >= 0.1 && ended.abort(),
      });
      expect(await loading.catch(failureInfo)).toMatchObject({ code: 'cancelled' });
      expect(bytesRead()).toBe(HEAD_BYTES + 10 * STL10_IMAGE);
    });
  });
});
