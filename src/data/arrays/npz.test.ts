import { zipSync, type ZipOptions } from 'fflate';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { planData } from '../planData';
import type { LoadOptions } from '../reader';
import { memoryFile } from '../sourceFile';
import { countedFile } from '../testing/countedFile';
import { npyFile } from './testing/npyFile';

const OPTIONS: LoadOptions = { size: 0, decode: () => Promise.reject(new Error('no image here')) };
type Arrays = Readonly<Record<string, Uint8Array>>;

function npz(arrays: Arrays, options: ZipOptions = {}, name = 'set.npz') {
  const files = Object.entries(arrays).map(([key, bytes]) => [`${key}.npy`, bytes]);
  return memoryFile(name, zipSync(Object.fromEntries(files) as Arrays, options));
}
const planOf = (arrays: Arrays) => planData('set.npz', [npz(arrays)]);
const load = async (arrays: Arrays, options = OPTIONS) => (await planOf(arrays)).load(options);
const failureOf = (arrays: Arrays) => load(arrays).then(() => undefined, failureInfo);

const bytes = (count: number, value = (at: number) => at) =>
  Uint8Array.from({ length: count }, (_, at) => value(at));
const GREY = npyFile('|u1', [4, 8, 9], bytes(4 * 72));
const LABELS = npyFile('<i8', [4], BigInt64Array.of(0n, 2n, 1n, 2n));

/** The colour at one place of an image: its number, row and column, the same in every layout. */
const colour = (image: number, row: number, column: number, channel: number) =>
  40 * image + 3 * row + column + 80 * channel;
/** Values of an array of these axes, its last axis fastest or its first. */
function laidOut(axes: string, isFortran: boolean): Uint8Array {
  const sizes: Readonly<Record<string, number>> = { n: 2, h: 8, w: 9, c: 3 };
  const order = isFortran ? Array.from(axes).reverse() : Array.from(axes);
  let places: Readonly<Record<string, number>>[] = [{}];
  for (const axis of order) {
    places = places.flatMap((place) =>
      bytes(sizes[axis]!).reduce<typeof places>((all, at) => [...all, { ...place, [axis]: at }], []),
    );
  }
  return Uint8Array.from(places, ({ n, h, w, c }) => colour(n!, h!, w!, c!));
}

describe('a .npz file of NumPy', () => {
  it.each(['mnist of Keras', 'MedMNIST', 'plain names'] as const)(
    'is read with the names of %s',
    async (kind) => {
      const test = npyFile(
        '|u1',
        [2, 8, 9],
        bytes(144, (at) => 100 + (at % 100)),
      );
      const testLabels = npyFile('|u1', [2, 1], Uint8Array.of(1, 0));
      const plan = await planOf(
        {
          'mnist of Keras': { x_test: test, x_train: GREY, y_test: testLabels, y_train: LABELS },
          MedMNIST: {
            train_images: GREY,
            val_images: test,
            test_images: test,
            train_labels: LABELS,
            val_labels: testLabels,
            test_labels: testLabels,
          },
          'plain names': { images: GREY, labels: LABELS },
        }[kind],
      );
      expect(plan.source).toBe('arrays');
      const set = await plan.load(OPTIONS);
      expect(set).toMatchObject({ count: 4, height: 8, width: 9, classNames: ['0', '1', '2'], notUsed: [] });
      expect([...set.labels!]).toEqual([0, 2, 1, 2]);
      expect([...set.images.subarray(3 * 73, 3 * 74)]).toEqual([73, 73, 73]);
      const kept = await plan.loadHeldOut(set, OPTIONS);
      expect(kept.map(({ split, set: own }) => [split, own.count, [...own.labels!], own.images[0]])).toEqual(
        { 'mnist of Keras': ['test'], MedMNIST: ['val', 'test'], 'plain names': [] }[kind].map((split) => [
          split,
          2,
          [1, 0],
          100,
        ]),
      );
    },
  );

  it.each([
    ['nhwc', false],
    ['nchw', false],
    ['nhwc', true],
    ['nchw', true],
  ])('is read in the order %s, Fortran: %s', async (axes, isFortran) => {
    const shape = axes === 'nhwc' ? [2, 8, 9, 3] : [2, 3, 8, 9];
    const set = await load({ x: npyFile('|u1', shape, laidOut(axes, isFortran), isFortran) });
    expect([set.count, set.height, set.width]).toEqual([2, 8, 9]);
    expect([...set.images]).toEqual([...laidOut('nhwc', false)]);
  });

  it.each<[string, ArrayBufferView, string | undefined]>([
    [
      '<f4',
      Float32Array.from(bytes(72), (at) => at / 71),
      'x of set.npz: Values of 0 to 1 are taken as 0 to 255.',
    ],
    ['<f8', Float64Array.from(bytes(72), (at) => (at * 255) / 71), undefined],
    ['<i4', Int32Array.from(bytes(72), (at) => Math.round((at * 255) / 71)), undefined],
    ['<u2', Uint16Array.from(bytes(72), (at) => Math.round((at * 255) / 71)), undefined],
  ])('is read with values of %s', async (descr, values, remark) => {
    const set = await load({ x: npyFile(descr, [1, 8, 9], values) });
    const wanted = [...bytes(72, (at) => Math.round((at * 255) / 71))].flatMap((value) => [
      value,
      value,
      value,
    ]);
    expect([...set.images]).toEqual(wanted);
    expect(set.remarks).toEqual(remark === undefined ? [] : [remark]);
  });

  it('is read as far as its images are taken', async () => {
    const large = npyFile(
      '|u1',
      [2000, 32, 32],
      bytes(2000 * 1024, (at) => (at >> 10) % 251),
    );
    const { file, bytesRead } = countedFile(npz({ x: large }, { level: 0 }));
    const set = await (await planData('set.npz', [file])).load({ ...OPTIONS, limit: 4 });
    expect([0, 1, 2, 3].map((image) => set.images[image * 3072])).toEqual([
      0,
      500 % 251,
      1000 % 251,
      1500 % 251,
    ]);
    expect(bytesRead()).toBeLessThan(2 ** 18);
    const packed = await (await planData('set.npz', [npz({ x: large })])).load({ ...OPTIONS, limit: 4 });
    expect(packed.images).toEqual(set.images);
  });

  it('says which of its arrays are not used, and which names are looked for', async () => {
    const set = await load({ images: GREY, mean: npyFile('<f8', [1], new Float64Array(1)) });
    expect(set.remarks).toEqual(['Arrays not used: "mean of set.npz".']);
    expect(await failureOf({ weights: GREY, bias: LABELS })).toMatchObject({
      code: 'data_unreadable',
      message:
        'set.npz has no array that is called as images are; there are "weights of set.npz", "bias of set.npz".',
      remedy: expect.stringContaining('x_train') as string,
    });
    const unnamed = await load({ arr_0: GREY, arr_1: LABELS });
    expect([...unnamed.labels!]).toEqual([0, 2, 1, 2]);
  });

  it('may be arrays in files of their own', async () => {
    const plan = await planData('folder', [
      memoryFile('x_train.npy', GREY),
      memoryFile('y_train.npy', LABELS),
      memoryFile('x_test.npy', GREY),
    ]);
    expect(await plan.load(OPTIONS)).toMatchObject({ count: 4, heldOut: [{ split: 'test', count: 4 }] });
  });

  it.each<[string, Arrays, RegExp]>([
    ['flattened images', { x: npyFile('|u1', [2, 784], new Uint8Array(1568)) }, /2 axes \(2 × 784\)/],
    ['objects', { x: npyFile('|O', [4, 8, 9], bytes(4 * 72)) }, /values of type "\|O"/],
    [
      'negative values',
      { x: npyFile('<f4', [1, 8, 9], new Float32Array(72).fill(-1)) },
      /pixels of -1\.00 to 0/,
    ],
    ['no numbers', { x: npyFile('<f4', [1, 8, 9], new Float32Array(72).fill(NaN)) }, /pixels of NaN to 0/],
    [
      'a shape of gigabytes',
      { x: npyFile('|u1', [2 ** 30, 64, 64, 3], new Uint8Array(72)) },
      /says that it has 1073741824 × 64/,
    ],
    ['four channels', { x: npyFile('|u1', [2, 8, 8, 4], new Uint8Array(512)) }, /images of 4 channels/],
    ['one-hot labels', { x: GREY, y: npyFile('|u1', [4, 10], new Uint8Array(40)) }, /labels of 4 × 10/],
    ['labels below 0', { x: GREY, y: npyFile('|i1', [4], Int8Array.of(0, -1, 0, 0)) }, /the label -1/],
    ['no header', { x: bytes(600) }, /no NumPy array of numbers/],
  ])('is refused where it is wrong: %s', async (_, arrays, message) => {
    const failure = (await failureOf(arrays))!;
    expect(failure.message).toMatch(message);
    expect(failure.code).toMatch(/^data_/);
  });
});
