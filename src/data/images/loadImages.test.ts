import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { IGNORED_CLASS } from '../imageSet';
import { planData } from '../planData';
import type { LoadOptions } from '../reader';
import { memoryFile as file, type SourceFile } from '../sourceFile';
import { decodeInNode } from './nodeDecoder';

const OPTIONS = { size: 16, decode: decodeInNode };

async function loadImages(files: readonly SourceFile[], options: LoadOptions = OPTIONS) {
  return (await planData('photos', files)).load(options);
}

async function picture(
  width: number,
  height: number,
  background: string,
  format: 'png' | 'jpeg' = 'png',
): Promise<Uint8Array> {
  const image = sharp({ create: { width, height, channels: 3, background } });
  return new Uint8Array(await image.toFormat(format).toBuffer());
}

/** An 8-bit grey PNG of class indices. */
async function mask(
  width: number,
  height: number,
  value: (x: number, y: number) => number,
): Promise<Uint8Array> {
  const values = Uint8Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );
  const png = sharp(values, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ palette: false });
  return new Uint8Array(await png.toBuffer());
}

describe('a folder of images', () => {
  it('ends between two files once that is asked for', async () => {
    const red = await picture(16, 16, '#ff0000');
    const ending = new AbortController();
    const read: string[] = [];
    const files = Array.from({ length: 40 }, (_, index) => {
      const one = file(`${index}.png`, red);
      return { ...one, read: () => (read.push(one.path), one.read()) };
    });
    const loading = loadImages(files, {
      ...OPTIONS,
      signal: ending.signal,
      onProgress: () => ending.abort(),
    });
    expect(failureInfo(await loading.catch((error: unknown) => error)).code).toBe('cancelled');
    expect(read.length).toBeLessThan(files.length);
  });

  it('sorts by path, labels by folder and skips what is broken, saying why', async () => {
    const [red, blue] = [await picture(40, 20, '#ff0000'), await picture(16, 30, '#0000ff', 'jpeg')];
    const progress: number[] = [];
    const set = await loadImages(
      [
        file('set/dog/b.jpg', blue),
        file('set/cat/a.png', red),
        file('set/dog/a.png', red.subarray(0, 60)),
        file('set/notes.txt', new TextEncoder().encode('notes')),
        file('set/cat/.hidden.png', red),
      ],
      { ...OPTIONS, onProgress: (share) => progress.push(share) },
    );
    expect([set.count, set.height, set.width]).toEqual([2, 16, 16]);
    expect(set.classNames).toEqual(['cat', 'dog']);
    expect([...set.labels!]).toEqual([0, 1]);
    expect([...set.images.subarray(0, 3)]).toEqual([255, 0, 0]);
    expect(set.images[16 * 16 * 3 + 2]).toBeGreaterThan(250);
    expect(set.skipped).toEqual([{ name: 'set/dog/a.png', reason: 'It is damaged or cut off.' }]);
    expect(set.notUsed).toEqual([
      { kind: 'hidden', count: 1, names: ['set/cat/.hidden.png'] },
      { kind: '.txt', count: 1, names: ['set/notes.txt'] },
      { kind: 'damaged', count: 1, names: ['set/dog/a.png'] },
    ]);
    expect(progress).toEqual([1]);
    expect(set.masks).toBeUndefined();
  });

  it('has no labels where all images lie in one folder, or some beside the folders', async () => {
    const red = await picture(16, 16, '#ff0000');
    expect((await loadImages([file('set/a.png', red), file('set/b.png', red)])).labels).toBeUndefined();
    const mixed = [file('a.png', red), file('cat/a.png', red), file('dog/a.png', red)];
    const set = await loadImages(mixed);
    expect(set.labels).toBeUndefined();
    expect(set.remarks).toEqual([
      expect.stringContaining('1 of 3 images lie beside the class folders ("a.png")'),
    ]);
  });

  it('cuts out the middle square', async () => {
    const halves = sharp(await picture(64, 32, '#000000')).composite([
      { input: Buffer.from(await picture(32, 32, '#ffffff')), left: 16, top: 0 },
    ]);
    const set = await loadImages([file('a.png', new Uint8Array(await halves.png().toBuffer()))]);
    expect(Math.min(...set.images)).toBeGreaterThan(230);
  });

  it('shows transparency on white', async () => {
    const clear = sharp({
      create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    const set = await loadImages([file('a.png', new Uint8Array(await clear.png().toBuffer()))]);
    expect(new Set(set.images)).toEqual(new Set([255]));
  });

  it('pairs images with the masks beside them, by nearest neighbour', async () => {
    const image = await picture(64, 32, '#808080', 'jpeg');
    const set = await loadImages(
      [
        file('train/images/a.jpg', image),
        file('train/masks/a.png', await mask(64, 32, (x, y) => (x < 32 ? 3 : y < 16 ? 7 : 255))),
        file('train/images/b.jpg', image),
        file('train/images/c.jpg', image),
        file('train/masks/c.png', await mask(32, 32, () => 1)),
      ],
      OPTIONS,
    );
    expect(set.count).toBe(3);
    expect(set.labels).toBeUndefined();
    const [a, b] = [set.masks!.subarray(0, 256), set.masks!.subarray(256, 512)];
    for (let index = 0; index < 256; index++) {
      const [row, column] = [Math.floor(index / 16), index % 16];
      expect(a[index]).toBe(column < 8 ? 3 : row < 8 ? 7 : 255);
    }
    expect(new Set(b)).toEqual(new Set([IGNORED_CLASS]));
    expect(set.maskClassNames).toHaveLength(8);
    expect(set.skipped).toEqual([
      { name: 'train/masks/c.png', reason: expect.stringContaining('32 × 32') as string },
    ]);
  });

  it('takes the pixel of a mask that lies in the middle', async () => {
    const image = file('images/a.jpg', await picture(48, 48, '#808080', 'jpeg'));
    const thirds = file('masks/a.png', await mask(48, 48, (x, y) => (x % 3) + 10 * (y % 3)));
    const set = await loadImages([image, thirds]);
    expect(new Set(set.masks)).toEqual(new Set([11]));
  });

  it('refuses nothing, and nothing but broken images', async () => {
    const missing = await loadImages([file('a.txt', new Uint8Array(3).fill(65))]).catch(failureInfo);
    expect(missing).toMatchObject({ code: 'data_missing' });
    const broken = await loadImages([file('a.png', new Uint8Array(3))]).catch(failureInfo);
    expect(broken).toMatchObject({
      code: 'data_unreadable',
      message: expect.stringContaining('a.png') as string,
    });
  });
});

describe('images of other proportions', () => {
  /** Black, white and black thirds from left to right, with masks of 1, 2 and 1. */
  const thirds = async (width: number, height: number, mask255 = false) => {
    const third = (x: number) => Math.floor((3 * x) / width);
    const values = Uint8Array.from({ length: width * height * 3 }, (_, at) =>
      third(Math.floor(at / 3) % width) === 1 ? 255 : 0,
    );
    const image = sharp(values, { raw: { width, height, channels: 3 } }).png();
    return [
      file('images/a.png', new Uint8Array(await image.toBuffer())),
      file(
        'masks/a.png',
        await mask(width, height, (x) => (mask255 ? 255 * (third(x) % 2) : third(x) === 1 ? 2 : 1)),
      ),
    ];
  };
  const row = (values: Uint8Array, index: number) => [...values.subarray(16 * index, 16 * (index + 1))];

  const OWN = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1];
  const white = (values: Uint8Array, index: number) => [1, 8, 14].map((x) => row(values, index)[x]! > 127);

  it('are letterboxed with grey around them, where masks are ignored', async () => {
    const set = await loadImages(await thirds(48, 24), { ...OPTIONS, fit: 'letterbox' });
    const red = set.images.filter((_, at) => at % 3 === 0);
    for (const around of [0, 3, 12, 15]) {
      expect(new Set(row(red, around))).toEqual(new Set([128]));
      expect(new Set(row(set.masks!, around))).toEqual(new Set([IGNORED_CLASS]));
    }
    for (const inside of [4, 11]) {
      expect(row(set.masks!, inside)).toEqual(OWN);
      expect(white(red, inside)).toEqual([false, true, false]);
    }
    const tall = await loadImages(await thirds(15, 45), { ...OPTIONS, fit: 'letterbox' });
    expect(row(tall.masks!, 8)).toEqual([
      ...Array<number>(5).fill(255),
      ...[1, 1, 2, 1, 1],
      ...Array<number>(6).fill(255),
    ]);
  });

  it('keep what is around them ignored where white is the foreground', async () => {
    const set = await loadImages(await thirds(48, 24, true), { ...OPTIONS, fit: 'letterbox' });
    expect(new Set(row(set.masks!, 3))).toEqual(new Set([IGNORED_CLASS]));
    expect(new Set(row(set.masks!, 8))).toEqual(new Set([0, 1]));
  });

  it('are squashed, all of them in all of the square', async () => {
    const set = await loadImages(await thirds(48, 24), { ...OPTIONS, fit: 'squash' });
    const red = set.images.filter((_, at) => at % 3 === 0);
    for (const each of [0, 15]) {
      expect(row(set.masks!, each)).toEqual(OWN);
      expect(white(red, each)).toEqual([false, true, false]);
    }
  });
});

describe('at most so many images', () => {
  const folder = async () => {
    const [red, blue] = [await picture(16, 16, '#ff0000'), await picture(16, 16, '#0000ff')];
    return Array.from({ length: 20 }, (_, index) =>
      index < 10 ? file(`cat/${index}.png`, red) : file(`dog/${index}.png`, blue),
    );
  };

  it('are decoded, evenly spread, with the classes of all', async () => {
    const decoded: number[] = [];
    const set = await loadImages(await folder(), {
      ...OPTIONS,
      limit: 4,
      decode: (bytes, ...rest) => (decoded.push(bytes.length), decodeInNode(bytes, ...rest)),
    });
    expect([set.count, decoded.length]).toEqual([4, 4]);
    expect([...set.labels!]).toEqual([0, 0, 1, 1]);
    expect([set.images[0], set.images[3 * 256 * 3]]).toEqual([255, 0]);
    expect(set.remarks).toEqual(['Taken: 4 of 20 images, evenly spread, as “At most” says.']);
  });

  it('do not shorten what is kept from training', async () => {
    const red = await picture(16, 16, '#ff0000');
    const plan = await planData('photos', [
      ...['1', '2', '3'].map((name) => file(`train/${name}.png`, red)),
      ...['1', '2', '3'].map((name) => file(`val/${name}.png`, red)),
    ]);
    const options = { ...OPTIONS, limit: 1 };
    const training = await plan.load(options);
    expect(training.count).toBe(1);
    expect((await plan.loadHeldOut(training, options))[0]!.set.count).toBe(3);
  });

  it('are no more decoded once they are wanted no more', async () => {
    const ended = new AbortController();
    let decoded = 0;
    const loading = loadImages(await folder(), {
      ...OPTIONS,
      signal: ended.signal,
      onProgress: () => ended.abort(),
      decode: (...args) => (decoded++, decodeInNode(...args)),
    });
    expect(await loading.catch(failureInfo)).toMatchObject({ code: 'cancelled' });
    expect(decoded).toBeLessThan(20);
  });
});

describe('a mask class that is to be left out', () => {
  const files = async (values: (x: number) => number, names = '') => [
    file('images/1.png', await picture(16, 16, '#ff0000')),
    file('masks/1.png', await mask(16, 16, values)),
    ...(names === '' ? [] : [file('classes.txt', new TextEncoder().encode(names))]),
  ];

  it('counts for nothing, and is no class where it is the last one', async () => {
    const unlabelled = (x: number) => (x < 4 ? 0 : x < 8 ? 1 : 2);
    const options = { ...OPTIONS, ignoreClass: 2 };
    const set = await loadImages(await files(unlabelled), options);
    expect([...new Set(set.masks)]).toEqual([0, 1, IGNORED_CLASS]);
    expect(set.maskClassNames).toEqual(['class 0', 'class 1']);
    expect(set.remarks).toContain('Pixels of class 2 in masks are ignored, as set.');
    const named = await loadImages(await files(unlabelled, 'sky\nroad\nvoid\n'), options);
    expect(named.maskClassNames).toEqual(['sky', 'road']);
  });

  it('does not make white a foreground', async () => {
    const set = await loadImages(await files((x) => (x < 4 ? 0 : x < 8 ? 3 : 255)), {
      ...OPTIONS,
      ignoreClass: 3,
    });
    expect([...new Set(set.masks)]).toEqual([0, IGNORED_CLASS]);
  });
});

describe('splits that a folder keeps from training', () => {
  async function heldOut(files: readonly SourceFile[]) {
    const plan = await planData('photos', files);
    const training = await plan.load(OPTIONS);
    return { training, kept: await plan.loadHeldOut(training, OPTIONS) };
  }

  it('have the classes of the training set, whatever classes they hold themselves', async () => {
    const red = await picture(16, 16, '#ff0000');
    const { training, kept } = await heldOut(
      ['train/cat/1', 'train/dog/1', 'val/dog/1', 'val/dog/2', 'val/eel/1'].map((path) =>
        file(`${path}.png`, red),
      ),
    );
    expect(training.count).toBe(2);
    expect(kept).toHaveLength(1);
    expect(kept[0]!.split).toBe('val');
    expect([...kept[0]!.set.labels!]).toEqual([1, 1]);
    expect(kept[0]!.set.classNames).toEqual(['cat', 'dog']);
    expect(kept[0]!.set.notUsed).toMatchObject([{ kind: 'of classes that are not trained on', count: 1 }]);
  });

  it('have masks that mean what those of the training set do', async () => {
    const red = await picture(16, 16, '#ff0000');
    const half = await mask(16, 16, (x) => (x < 8 ? 0 : 255));
    const white = await mask(16, 16, () => 255);
    const { training, kept } = await heldOut([
      file('train/images/1.png', red),
      file('train/masks/1.png', half),
      file('val/images/1.png', red),
      file('val/masks/1.png', white),
    ]);
    expect([...new Set(training.masks)]).toEqual([0, 1]);
    expect([...new Set(kept[0]!.set.masks)]).toEqual([1]);
    expect(kept[0]!.set.maskClassNames).toEqual(training.maskClassNames);
  });

  it('ignore mask classes that training has not', async () => {
    const red = await picture(16, 16, '#ff0000');
    const { kept } = await heldOut([
      file('train/images/1.png', red),
      file('train/masks/1.png', await mask(16, 16, (x) => (x < 8 ? 0 : 1))),
      file('val/images/1.png', red),
      file('val/masks/1.png', await mask(16, 16, (x) => (x < 8 ? 1 : 7))),
    ]);
    expect([...new Set(kept[0]!.set.masks)]).toEqual([1, IGNORED_CLASS]);
    expect(kept[0]!.set.remarks).toEqual([expect.stringContaining('up to 7; those from 2 on are ignored')]);
  });
});
