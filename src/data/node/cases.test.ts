import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { dataText } from '../describe';
import type { ImageSet } from '../imageSet';
import { loadData, locateData } from './locatedData';

/** @file What people bring, in the layouts of well-known data sets: the same rule serves the page. */

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const STORE = join(FIXTURES, 'store');
const OPTIONS = { size: 32, count: 8, seed: 1 };

const load = async (path: string): Promise<ImageSet> => loadData(await locateData(path), OPTIONS);
const line = (set: ImageSet): string => dataText(set, set.masks !== undefined);

describe('what people bring', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'cases-'));
  });
  afterAll(() => rm(root, { recursive: true }));

  /** A folder whose files are copies of the store's images, or have the given content. */
  async function folder(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      const place = join(root, name, path);
      await mkdir(dirname(place), { recursive: true });
      if (typeof content === 'string') await cp(join(STORE, content), place);
      else await writeFile(place, content);
    }
    return join(root, name);
  }

  const text = (content: string): Uint8Array => new TextEncoder().encode(content);

  it('follows links to files', async () => {
    const place = join(root, 'links_files');
    for (let image = 0; image < 16; image++) {
      const kind = image % 2 === 0 ? 'cat' : 'dog';
      await mkdir(join(place, kind), { recursive: true });
      await symlink(join(STORE, kind, `${image}.jpg`), join(place, kind, `${image}.jpg`));
    }
    await symlink(join(root, 'nowhere'), join(place, 'cat', 'lost.jpg'));
    const set = await load(place);
    expect(line(set)).toBe('16 images of 32 × 32, 2 classes; 1 file not used: 1 links that lead nowhere');
    expect([...set.images]).toEqual([...(await load(STORE)).images]);
  });

  it('follows links to folders, and loops end', async () => {
    const place = join(root, 'links_dirs');
    await mkdir(place);
    for (const kind of ['cat', 'dog']) await symlink(join(STORE, kind), join(place, kind));
    expect(line(await load(place))).toBe('16 images of 32 × 32, 2 classes');
    await folder('loop', { 'cat/0.jpg': 'cat/0.jpg', 'dog/1.jpg': 'dog/1.jpg' });
    await symlink('..', join(root, 'loop', 'dog', 'up'));
    const looped = await load(join(root, 'loop'));
    expect(looped.count).toBe(2);
    expect(looped.notUsed).toEqual([{ kind: 'links to a folder around them', count: 1, names: ['dog/up'] }]);
  });

  it('says that only the text of links was copied', async () => {
    const place = await folder('link_texts', { 'cat/0.jpg': text('../../store/cat/0.jpg') });
    const failure = await load(place).catch(failureInfo);
    expect(failure).toMatchObject({ message: expect.stringContaining('copied without its links') as string });
  });

  it('takes the classes of tiny-imagenet from below train/, whatever folders are below them', async () => {
    const place = await folder('tiny-imagenet', {
      'train/n01/images/a.JPEG': 'cat/0.jpg',
      'train/n01/n01_boxes.txt': text('a.JPEG 0 0 62 62'),
      'train/n02/images/b.JPEG': 'cat/2.jpg',
      'val/images/v.JPEG': 'cat/4.jpg',
      'val/val_annotations.txt': text('v.JPEG n01'),
      'test/images/t.JPEG': 'dog/1.jpg',
      'wnids.txt': text('n01\nn02'),
    });
    const set = await load(place);
    expect(set.classNames).toEqual(['n01', 'n02']);
    expect([...set.labels!]).toEqual([0, 1]);
    expect(line(set)).toBe(
      '2 images of 32 × 32, 2 classes; kept for evaluation: 1 of test, 1 of val; 3 files not used: 3 .txt',
    );
    expect(set.remarks).toEqual(['Trained on: train/. Kept for evaluation, not trained on: test/ and val/.']);
    expect((await load(join(place, 'train'))).classNames).toEqual(['n01', 'n02']);
  });

  it('trains on train/ and keeps val/', async () => {
    const place = await folder('split', {
      'train/cat/0.jpg': 'cat/0.jpg',
      'train/dog/1.jpg': 'dog/1.jpg',
      'val/cat/v0.jpg': 'cat/2.jpg',
      'val/dog/v1.jpg': 'dog/3.jpg',
    });
    const set = await load(place);
    expect([set.count, set.classNames, set.heldOut]).toEqual([
      2,
      ['cat', 'dog'],
      [{ split: 'val', count: 2 }],
    ]);
  });

  it('reads JPEG, TIFF, JFIF and BMP', async () => {
    const set = await load(join(FIXTURES, 'kinds'));
    expect(line(set)).toBe('24 images of 32 × 32, 3 classes');
    expect(set.classNames).toEqual(['bird', 'cat', 'dog']);
    const place = await folder('bmp', { 'red.bmp': bmp(4, 2, [200, 10, 30]) });
    const red = await load(place);
    expect([...red.images.subarray(0, 3)]).toEqual([200, 10, 30]);
  });

  it('counts what cannot be decoded by its kind', async () => {
    const heic = Uint8Array.from([0, 0, 0, 24, ...text('ftypheic'), 0, 0, 0, 0, ...text('mif1heic')]);
    const place = await folder('undecoded', { 'a.jpg': 'cat/0.jpg', 'b.heic': heic, 'c.heic': heic });
    const set = await load(place);
    expect(line(set)).toBe('1 image of 32 × 32; 2 files not used: 2 .heic');
    expect(set.skipped?.[0]?.reason).toContain('HEIC');
  });

  it('takes 255 in black and white masks as the foreground', async () => {
    const set = await load(join(FIXTURES, 'masks_0_255'));
    expect(line(set)).toBe('8 images of 32 × 32, masks');
    expect(set.remarks).toEqual(['Masks hold only 0 and 255: 255 is taken as the foreground, class 1.']);
    expect(set.maskClassNames).toEqual(['background', 'foreground']);
    expect(new Set(set.masks)).toEqual(new Set([0, 1]));
  });

  it('takes labels/ beside images/ as masks', async () => {
    const set = await load(join(FIXTURES, 'labels_folder'));
    expect(line(set)).toBe('8 images of 32 × 32, masks');
    expect(new Set(set.masks)).toEqual(new Set([0, 1]));
  });

  it('trains on the training batches, in the order of their numbers', async () => {
    const record = (label: number) => new Uint8Array(3073).fill(label, 0, 1);
    const place = await folder('cifar', {
      'data_batch_10.bin': record(5),
      'data_batch_2.bin': record(3),
      'test_batch.bin': record(4),
      'batches.meta.txt': text('a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n'),
      'readme.html': text('<html></html>'),
    });
    const set = await load(place);
    expect([set.count, set.labels![0], set.classNames?.[3]]).toEqual([2, 3, 'd']);
    expect(line(set)).toBe(
      '2 images of 32 × 32, 10 classes; kept for evaluation: 1 of test; 1 file not used: 1 .html',
    );
  });

  it('is not misled by one .bin among images, nor by a folder of that name', async () => {
    const place = await folder('stray', {
      '0.jpg': 'cat/0.jpg',
      '1.jpg': 'dog/1.jpg',
      'pytorch_model.bin': new Uint8Array(1000),
      'more.bin/2.jpg': 'cat/2.jpg',
    });
    const set = await load(place);
    expect(line(set)).toBe('3 images of 32 × 32; 1 file not used: 1 .bin');
    expect((await load(join(place, 'more.bin'))).count).toBe(1);
  });

  it('names each broken image with its own reason', async () => {
    const whole = new Uint8Array(await readFile(join(STORE, 'cat/0.jpg')));
    const names = Array.from({ length: 12 }, (_, index) => `${index + 10}.jpg`);
    const broken = Object.fromEntries(
      names.map((name, index) => [name, index % 2 === 0 ? whole.subarray(0, 180) : text('<html></html>')]),
    );
    const set = await load(await folder('broken', { 'a.jpg': 'cat/0.jpg', ...broken }));
    expect(set.skipped).toEqual(
      names.map((name, index) => ({
        name,
        reason: index % 2 === 0 ? 'It is damaged or cut off.' : 'It is a web page (HTML), not an image.',
      })),
    );
  });

  it('refuses images that claim too much', async () => {
    const place = await folder('large', {
      'a.jpg': 'cat/0.jpg',
      'claims.png': new Uint8Array(await readFile(join(FIXTURES, 'hostile/claims-8-MB.png'))),
      'wide.gif': Uint8Array.from([...text('GIF89a'), 0xff, 0xff, 0xff, 0xff, 0, 0, 0]),
    });
    const set = await load(place);
    expect(set.skipped!.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('65,536 × 1,024'),
      expect.stringContaining('at most 128 million pixels'),
    ]);
  });

  it.each([
    ['/dev/null', 'data_unreadable', 'neither a file nor a folder'],
    ['nothing\u001b[2J', 'data_missing', 'There is no file or folder'],
  ])('refuses %s in one line', async (path, code, message) => {
    const failure = await load(path).catch(failureInfo);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(message) as string });
    // eslint-disable-next-line no-control-regex
    expect(JSON.stringify(failure)).not.toMatch(/\u001b/);
  });

  it('refuses an empty folder, and one without images, saying what is in it', async () => {
    await mkdir(join(root, 'empty'));
    const empty = await load(join(root, 'empty')).catch(failureInfo);
    expect(empty).toMatchObject({ code: 'data_missing', message: 'There is no file in "empty".' });
    const place = await folder('texts', { 'a.txt': text('a'), 'b.txt': text('b'), 'c.csv': text('c') });
    expect(await load(place).catch(failureInfo)).toMatchObject({
      message: 'There is no image in "texts": it holds 2 .txt, 1 .csv.',
    });
  });

  it('tells more than 256 classes apart', async () => {
    const one = new Uint8Array(
      await sharp({ create: { width: 8, height: 8, channels: 3, background: '#369' } })
        .png()
        .toBuffer(),
    );
    const name = (index: number) => `n${String(index).padStart(4, '0')}`;
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`${name(index)}/0.png`, one]),
    );
    const set = await load(await folder('many', files));
    expect(set.classNames).toHaveLength(300);
    expect([set.labels![299], set.classNames![299]]).toEqual([299, 'n0299']);
  });
});

/** A BMP of 24 bits in one colour. */
function bmp(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number],
): Uint8Array {
  const rowBytes = Math.ceil((3 * width) / 4) * 4;
  const bytes = new Uint8Array(54 + rowBytes * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++)
      bytes.set([blue, green, red], 54 + row * rowBytes + 3 * column);
  }
  return bytes;
}
