import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageSet } from '../imageSet';
import { loadData, locateData } from './locatedData';

/** @file Image files and masks as they are met in the wild, each read or named with its reason. */

const SIZE = 16;
type Picture = () => Promise<Uint8Array> | Uint8Array;

/** 32 × 32: the upper half in one colour, the lower in another. */
const UPPER = [200, 40, 20] as const;
const LOWER = [10, 60, 220] as const;
const halves = (): Sharp => {
  const pixels = Uint8Array.from(
    { length: 32 * 32 * 3 },
    (_, at) => (at < 16 * 32 * 3 ? UPPER : LOWER)[at % 3]!,
  );
  return sharp(pixels, { raw: { width: 32, height: 32, channels: 3 } });
};
const bytesOf = async (image: Sharp): Promise<Uint8Array> => new Uint8Array(await image.toBuffer());
/** The same in two greys. */
const GREYS = [92, 174].map((grey) => [grey, grey, grey]);
const greyHalves = (): Sharp => {
  const values = Uint8Array.from({ length: 32 * 32 }, (_, at) => GREYS[at < 512 ? 0 : 1]![0]!);
  return sharp(values, { raw: { width: 32, height: 32, channels: 1 } }).toColourspace('b-w');
};

/** Two pictures, the first of which is `halves`. */
async function animation(format: 'gif' | 'webp'): Promise<Uint8Array> {
  const first = await halves().raw().toBuffer();
  const both = Buffer.concat([first, Buffer.alloc(first.length, 7)]);
  const raw = { width: 32, height: 64, channels: 3, pageHeight: 32 } as const;
  const image = sharp(both, { raw });
  return bytesOf(
    format === 'gif' ? image.gif({ delay: [50, 50] }) : image.webp({ lossless: true, delay: [50, 50] }),
  );
}

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'wild-'));
});
afterAll(() => rm(root, { recursive: true }));

async function load(name: string, files: Readonly<Record<string, Uint8Array>>): Promise<ImageSet> {
  for (const [path, content] of Object.entries(files)) {
    const place = join(root, name, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
  }
  return loadData(await locateData(join(root, name)), { size: SIZE, count: 0, seed: 0 });
}

/** The colours in the middle of the upper and of the lower half of an image. */
function colours({ images }: ImageSet, index = 0): number[][] {
  return [3, 12].map((row) => {
    const at = 3 * ((index * SIZE + row) * SIZE + 8);
    return [...images.subarray(at, at + 3)];
  });
}

describe('images of the wild', () => {
  it.each<[string, Picture, number, (readonly number[])[]?]>([
    ['grey.jpg', () => bytesOf(greyHalves().jpeg({ quality: 100 })), 3, GREYS],
    // Inks make no such blue.
    ['cmyk.jpg', () => bytesOf(halves().toColourspace('cmyk').jpeg({ quality: 100 })), 80],
    ['progressive.JPEG', () => bytesOf(halves().jpeg({ progressive: true, quality: 100 })), 6],
    ['palette.PNG', () => bytesOf(halves().png({ palette: true, colours: 2 })), 0],
    ['interlaced.png', () => bytesOf(halves().png({ progressive: true })), 0],
    ['alpha.webp', () => bytesOf(halves().ensureAlpha(1).webp({ lossless: true })), 0],
    ['animated.gif', () => animation('gif'), 2],
    ['animated.webp', () => animation('webp'), 0],
    [
      '16-bit.png',
      async () => {
        const data = Uint16Array.from(await halves().raw().toBuffer(), (value) => value * 257);
        return encode({ width: 32, height: 32, channels: 3, depth: 16, data });
      },
      1,
    ],
    [
      '16-bit-grey.png',
      async () => {
        const data = Uint16Array.from(await greyHalves().raw().toBuffer(), (value) => value * 257);
        return encode({ width: 32, height: 32, channels: 1, depth: 16, data });
      },
      2,
      GREYS,
    ],
  ])('%s is read', async (name, picture, tolerance, wanted = [UPPER, LOWER]) => {
    const set = await load(`one-${name}`, { [name]: await picture() });
    colours(set).forEach((colour, half) =>
      colour.forEach((value, channel) =>
        expect(
          Math.abs(value - wanted[half]![channel]!),
          `${half}, ${channel}: ${value}`,
        ).toBeLessThanOrEqual(tolerance),
      ),
    );
  });

  it('half transparent is shown on white', async () => {
    const clear = halves().ensureAlpha(0.5).png();
    const [upper] = colours(await load('transparent', { 'a.png': await bytesOf(clear) }));
    upper!.forEach((value, channel) => expect(Math.abs(value - (255 + UPPER[channel]!) / 2)).toBeLessThan(2));
  });

  it('is upright whatever its EXIF orientation', async () => {
    // What each orientation stores so that it is `halves` when it is turned upright.
    const stored: Readonly<Record<number, (image: Sharp) => Sharp>> = {
      1: (image) => image,
      2: (image) => image.flop(),
      3: (image) => image.rotate(180),
      4: (image) => image.flip(),
      5: (image) => image.rotate(90),
      6: (image) => image.rotate(270),
      7: (image) => image.rotate(270),
      8: (image) => image.rotate(90),
    };
    const files: Record<string, Uint8Array> = {};
    for (const [orientation, turn] of Object.entries(stored)) {
      const png = await turn(sharp(await halves().png().toBuffer()))
        .png()
        .toBuffer();
      const image = sharp(png)
        .flop(['5', '7'].includes(orientation))
        .jpeg({ quality: 100 })
        .withMetadata({ orientation: Number(orientation) });
      files[`${orientation}.jpg`] = await bytesOf(image);
    }
    const set = await load('orientations', files);
    expect(set.count).toBe(8);
    for (let index = 0; index < 8; index++) {
      colours(set, index).forEach((colour, half) =>
        colour.forEach((value, channel) =>
          expect(Math.abs(value - [UPPER, LOWER][half]![channel]!), `orientation ${index + 1}`).toBeLessThan(
            12,
          ),
        ),
      );
    }
  });

  it('is read under names with signs and of any script, and what is no image is named', async () => {
    const png = await bytesOf(halves().png());
    const jpeg = await bytesOf(halves().jpeg());
    const set = await load('names', {
      'a #1%20 & (2).png': png,
      'Ünïcödé 猫 כלב.PnG': png,
      '.hidden.png': png,
      'zero.png': new Uint8Array(0),
      'cut.jpg': jpeg.subarray(0, jpeg.length / 2),
      'text.jpg': new TextEncoder().encode('no picture'),
      'really-a-jpeg.png': jpeg,
      'drawing.svg': new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    });
    expect(set.count).toBe(3);
    expect(set.skipped).toEqual([
      { name: 'cut.jpg', reason: 'It is damaged or cut off.' },
      { name: 'text.jpg', reason: 'It is a text file, not an image.' },
      { name: 'zero.png', reason: 'It is empty.' },
    ]);
    expect(set.notUsed!.map(({ kind, names }) => [kind, ...names])).toEqual(
      expect.arrayContaining([
        ['hidden', '.hidden.png'],
        ['damaged', 'cut.jpg', 'zero.png'],
        ['.svg', 'drawing.svg'],
      ]),
    );
  });
});

describe('masks of the wild', () => {
  /** A grey PNG of 32 × 32 with one value in its upper and one in its lower half. */
  const grey = (upper: number, lower: number) => {
    const data = Uint8Array.from({ length: 1024 }, (_, at) => (at < 512 ? upper : lower));
    return encode({ width: 32, height: 32, channels: 1, data });
  };
  const values = (set: ImageSet, index = 0) =>
    [3, 12].map((row) => set.masks![(index * SIZE + row) * SIZE + 8]);

  it('of Pascal VOC are palette images: their indices count, 255 is no class', async () => {
    const palette = Array.from({ length: 256 }, (_, index) => [
      (index * 37) % 256,
      (index * 91) % 256,
      index,
    ]);
    const data = Uint8Array.from({ length: 1024 }, (_, at) => (at < 512 ? 15 : at < 576 ? 255 : 0));
    const mask = encode({ width: 32, height: 32, channels: 1, palette, data });
    const jpeg = await bytesOf(halves().jpeg());
    const set = await load('VOC2012', {
      'JPEGImages/2007_000032.jpg': jpeg,
      'JPEGImages/2007_000033.jpg': jpeg,
      'SegmentationClass/2007_000032.png': mask,
      'SegmentationObject/2007_000032.png': mask,
      'ImageSets/Segmentation/train.txt': new TextEncoder().encode('2007_000032\n'),
    });
    expect([set.count, set.maskClassNames?.length, values(set)]).toEqual([2, 16, [15, 0]]);
    expect(set.masks!.subarray(8 * SIZE, 9 * SIZE)).toEqual(new Uint8Array(SIZE).fill(255));
  });

  it('of Cityscapes are those of labelIds; the others beside them are named', async () => {
    const png = await bytesOf(halves().png());
    const city = 'train/aachen/aachen_000000_000019';
    const set = await load('cityscapes', {
      [`leftImg8bit/${city}_leftImg8bit.png`]: png,
      [`gtFine/${city}_gtFine_labelIds.png`]: grey(7, 26),
      [`gtFine/${city}_gtFine_instanceIds.png`]: grey(1, 2),
      [`gtFine/${city}_gtFine_color.png`]: png,
      [`gtFine/${city}_gtFine_polygons.json`]: new TextEncoder().encode('{}'),
    });
    expect([set.count, values(set)]).toEqual([1, [7, 26]]);
    expect(set.notUsed).toContainEqual({
      kind: 'masks without an image',
      count: 2,
      names: [`gtFine/${city}_gtFine_color.png`, `gtFine/${city}_gtFine_instanceIds.png`],
    });
  });

  it('of ADE20K lie in annotations/ by their split', async () => {
    const jpeg = await bytesOf(halves().jpeg());
    const set = await load('ADEChallengeData2016', {
      'images/training/ADE_train_00000001.jpg': jpeg,
      'images/validation/ADE_val_00000001.jpg': jpeg,
      'annotations/training/ADE_train_00000001.png': grey(0, 150),
      'annotations/validation/ADE_val_00000001.png': grey(3, 4),
    });
    expect([set.count, set.heldOut, set.maskClassNames?.length]).toEqual([
      1,
      [{ split: 'val', count: 1 }],
      151,
    ]);
    expect(values(set)).toEqual([0, 150]);
  });
});
