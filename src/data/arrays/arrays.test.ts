import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { planData } from '../planData';
import { memoryFile } from '../sourceFile';
import { idxFile } from './testing/idxFile';

const OPTIONS = { size: 0, decode: () => Promise.reject(new Error('no image here')) };
const images = (count: number, first = 0) => idxFile([count, 28, 28], (at) => (first + at) % 251);
const labels = (count: number, classes = 10) => idxFile([count], (at) => at % classes);

type Files = Readonly<Record<string, Uint8Array>>;
const planOf = (files: Files) =>
  planData(
    'mnist',
    Object.entries(files).map(([path, bytes]) => memoryFile(path, bytes)),
  );
const load = async (files: Files) => (await planOf(files)).load(OPTIONS);
const failureOf = async (files: Files) =>
  load(files).then(
    () => undefined,
    (error: unknown) => failureInfo(error),
  );

const MNIST: Files = {
  'train-images-idx3-ubyte.gz': gzipSync(images(12)),
  'train-labels-idx1-ubyte.gz': gzipSync(labels(12)),
  't10k-images-idx3-ubyte.gz': gzipSync(images(5, 100)),
  't10k-labels-idx1-ubyte.gz': gzipSync(labels(5)),
};

describe('files of MNIST', () => {
  it('are read as they are downloaded: grey as colours, labels, and the test set apart', async () => {
    const plan = await planOf(MNIST);
    expect(plan.source).toBe('arrays');
    const set = await plan.load(OPTIONS);
    expect(set).toMatchObject({ count: 12, height: 28, width: 28, heldOut: [{ split: 'test', count: 5 }] });
    expect([...set.images.subarray(0, 9)]).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    expect([...set.labels!]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(set.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    const [test] = await plan.loadHeldOut(set, OPTIONS);
    expect(test).toMatchObject({ split: 'test', set: { count: 5, classNames: set.classNames } });
    expect(test!.set.images[0]).toBe(100);
  });

  it('are known by what they hold: plain, under any name, in colour, without labels', async () => {
    const colour = idxFile([3, 16, 20, 3], (at) => at % 256);
    const set = await load({ 'my pictures': colour });
    expect(set).toMatchObject({ count: 3, height: 16, width: 20 });
    expect(set.images).toEqual(colour.slice(20));
    expect(set.labels).toBeUndefined();
    const named = await load({ pictures: images(4), 'their classes': labels(4, 2) });
    expect([...named.labels!]).toEqual([0, 1, 0, 1]);
  });

  it('have the names of a list beside them, and say what else is not used', async () => {
    const text = (lines: string) => new TextEncoder().encode(lines);
    const set = await load({
      'images-idx3-ubyte': images(4),
      'labels-idx1-ubyte': labels(4, 2),
      'classes.txt': text('shirt\nshoe\n'),
      'readme.md': text('# about'),
    });
    expect(set.classNames).toEqual(['shirt', 'shoe']);
    expect(set.notUsed).toEqual([{ kind: '.md', count: 1, names: ['readme.md'] }]);
  });

  it.each<[string, Files, RegExp]>([
    ['cut off', { a: images(4).slice(0, -9) }, /says that it has 4 × 28 × 28 values; there are 3,127/],
    [
      'a header of gigabytes',
      { a: idxFile([2 ** 27, 1, 1], () => 0).slice(0, 30) },
      /holds 134,217,728|there are/,
    ],
    ['labels of another number', { 'x-images': images(4), 'x-labels': labels(5) }, /5 labels for 4 images/],
    ['images too small', { a: idxFile([9, 2, 2], () => 0) }, /images of 2 × 2 pixels/],
    ['two channels', { a: idxFile([2, 16, 16, 2], () => 0) }, /images of 2 channels/],
  ])('are refused where they are wrong: %s', async (_, files, message) => {
    const failure = (await failureOf(files))!;
    expect(failure.message).toMatch(message);
    expect(failure.code).toMatch(/^data_|^out_of_memory/);
  });

  it('are refused where the gzip file is damaged', async () => {
    const packed = gzipSync(images(40));
    const failure = (await failureOf({ 'a-images.gz': packed.slice(0, packed.length / 2) }))!;
    expect(failure.message).toMatch(/a-images\.gz is a damaged gzip file/);
  });
});
