import { gzipSync, strToU8, zipSync } from 'fflate';
import { packTar } from 'modern-tar';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { idxFile } from '../arrays/testing/idxFile';
import { decodeInNode } from '../images/nodeDecoder';
import type { ImageSet } from '../imageSet';
import { planData } from '../planData';
import type { LoadOptions } from '../reader';
import { memoryFile, type SourceFile } from '../sourceFile';
import { countedFile } from '../testing/countedFile';

const OPTIONS: LoadOptions = { size: 8, decode: decodeInNode };
type Files = Readonly<Record<string, Uint8Array>>;

async function load(...files: readonly SourceFile[]): Promise<ImageSet> {
  return (await planData(files[0]!.path, files)).load(OPTIONS);
}
const failureOf = (...files: readonly SourceFile[]) => load(...files).then(() => undefined, failureInfo);

const zip = (path: string, files: Files) => memoryFile(path, zipSync(files));
const tarOf = (files: Files): Promise<Uint8Array> =>
  packTar(Object.entries(files).map(([name, body]) => ({ header: { name, size: body.length }, body })));

/** A picture of one colour. */
async function picture(background: string): Promise<Uint8Array> {
  const image = sharp({ create: { width: 9, height: 9, channels: 3, background } });
  return new Uint8Array(await image.png().toBuffer());
}

/** A zip file with bytes changed: in the header of its last entry, or in what the table of contents says of it. */
function changed(
  bytes: Uint8Array,
  place: 'header' | 'table',
  at: number,
  values: readonly number[],
): Uint8Array {
  const copy = Buffer.from(bytes);
  copy.set(
    values,
    copy.lastIndexOf(place === 'header' ? 'PK\x03\x04' : 'PK\x01\x02', undefined, 'latin1') + at,
  );
  return new Uint8Array(copy);
}

let red: Uint8Array;
let blue: Uint8Array;
let animals: Files;

beforeAll(async () => {
  [red, blue] = [await picture('#ff0000'), await picture('#0000ff')];
  animals = { 'pets/cat/1.png': red, 'pets/dog/2.png': blue, 'pets/dog/3.png': blue };
});

describe('an archive of images', () => {
  it('is read like the folder that it unpacks to: zip, tar, tar.gz', async () => {
    const tar = await tarOf(animals);
    const archives = [
      zip('pets.zip', animals),
      memoryFile('pets.zip', zipSync(animals, { level: 0 })),
      memoryFile('pets.tar', tar),
      memoryFile('pets.tgz', gzipSync(tar)),
    ];
    for (const archive of archives) {
      const set = await load(archive);
      expect([set.count, set.classNames, [...set.labels!]]).toEqual([3, ['cat', 'dog'], [0, 1, 1]]);
      expect([...set.images.subarray(0, 3)]).toEqual([255, 0, 0]);
      expect([...set.images.subarray(-3)]).toEqual([0, 0, 255]);
      expect(set.notUsed).toEqual([]);
    }
  });

  it('has its splits, masks and class names', async () => {
    const grey = sharp(
      Uint8Array.from({ length: 81 }, (_, at) => at % 3),
      {
        raw: { width: 9, height: 9, channels: 1 },
      },
    );
    const mask = new Uint8Array(await grey.toColourspace('b-w').png().toBuffer());
    const archive = zip('set.zip', {
      'set/train/images/1.png': red,
      'set/train/masks/1.png': mask,
      'set/val/images/2.png': blue,
      'set/val/masks/2.png': mask,
      'set/classes.txt': strToU8('sky\nsea\nland\n'),
    });
    const plan = await planData('set.zip', [archive]);
    const set = await plan.load(OPTIONS);
    expect([set.count, set.maskClassNames]).toEqual([1, ['sky', 'sea', 'land']]);
    expect((await plan.loadHeldOut(set, OPTIONS))[0]!.set.maskClassNames).toEqual(set.maskClassNames);
  });

  it('names what is not used: hidden files, archives in it, links, others', async () => {
    const files = {
      ...animals,
      '__MACOSX/pets/cat/._1.png': strToU8('x'),
      'pets/.DS_Store': strToU8('x'),
      'pets/more.zip': zipSync(animals),
      'pets/read.me': strToU8('words'),
    };
    const tar = await packTar([
      ...Object.entries(files).map(([name, body]) => ({ header: { name, size: body.length }, body })),
      { header: { name: 'pets/cat/9.png', size: 0, type: 'symlink', linkname: '1.png' } },
    ]);
    for (const archive of [zip('pets.zip', files), memoryFile('pets.tar', tar)]) {
      const set = await load(archive);
      expect(set.count).toBe(3);
      const links = archive.path === 'pets.tar' ? [['links in the archive', ['pets/cat/9.png']]] : [];
      expect(set.notUsed!.map(({ kind, names }) => [kind, names])).toEqual(
        expect.arrayContaining([
          ['hidden', ['__MACOSX/pets/cat/._1.png', '.DS_Store']],
          ['archives in an archive', ['more.zip']],
          ['.me', ['read.me']],
          ...links,
        ]),
      );
    }
  });

  it('is read with names of Windows, of old code pages and of any script', async () => {
    // `é` of code page 437 in place of the placeholder.
    const old = zipSync({ 'caf#\\1.png': red, 'hündin\\2.png': blue });
    old.forEach((byte, at) => {
      if (byte === '#'.charCodeAt(0)) old[at] = 0x82;
    });
    expect((await load(memoryFile('old.zip', old))).classNames).toEqual(['café', 'hündin']);
    const script = { '猫/а b%#1.png': red, 'כלב/2.png': blue };
    expect((await load(zip('new.zip', script))).classNames).toEqual(['כלב', '猫']);
    const long = `${'folder/'.repeat(30)}1.png`;
    const tar = await tarOf({ [`кот/${long}`]: red, 'dog/2.png': blue });
    expect((await load(memoryFile('long.tar', tar))).classNames).toEqual(['dog', 'кот']);
  });

  it('holds anything else that is read', async () => {
    const mnist = {
      'MNIST/raw/train-images-idx3-ubyte': idxFile([4, 9, 9], (at) => at % 256),
      'MNIST/raw/train-labels-idx1-ubyte.gz': gzipSync(idxFile([4], (at) => at % 2)),
    };
    const tar = gzipSync(await tarOf(mnist));
    for (const archive of [zip('mnist.zip', mnist), memoryFile('mnist.tar.gz', tar)]) {
      expect(await load(archive)).toMatchObject({ count: 4, classNames: ['0', '1'], width: 9 });
    }
    const record = new Uint8Array(3073).fill(4, 0, 1);
    const cifar = zip('c.zip', { 'a/data_batch_1.bin': record, 'a/test_batch.bin': record });
    expect(await load(cifar)).toMatchObject({ count: 1, heldOut: [{ split: 'test', count: 1 }] });
  });
});

describe('several archives', () => {
  it('are folders beside each other: by their own folder, or by their name', async () => {
    const set = await load(
      zip('images.zip', { 'images/1.png': red, 'images/2.png': blue }),
      memoryFile('annotations.tar.gz', gzipSync(await tarOf({ 'annotations/1.png': await picture('#000') }))),
    );
    expect([set.count, set.masks === undefined]).toEqual([2, false]);
    const loose = await load(zip('cat.zip', { '1.png': red }), zip('dog.zip', { '1.png': blue }));
    expect([loose.classNames, [...loose.labels!]]).toEqual([
      ['cat', 'dog'],
      [0, 1],
    ]);
    const splits = await planData('2 files', [
      zip('train.zip', { 'data/1.png': red }),
      zip('test.zip', { 'data/1.png': blue }),
    ]);
    expect((await splits.load(OPTIONS)).heldOut).toEqual([{ split: 'test', count: 1 }]);
  });

  it('are read without one that is damaged, which is named', async () => {
    const cut = zipSync({ 'b/1.png': blue }).subarray(0, 60);
    const set = await load(zip('a.zip', { 'a/1.png': red }), memoryFile('b.zip', cut));
    expect(set.count).toBe(1);
    expect(set.skipped).toEqual([
      { name: 'b.zip', reason: expect.stringContaining('cut off after 60 bytes') as string },
    ]);
  });
});

describe('a large archive', () => {
  it('is read by its table and entry by entry, not as a whole', async () => {
    const large = new Uint8Array(2 ** 21).map((_, at) => (at * at) % 251);
    const files: Files = { ...animals, 'pets/film.bin': large };
    const tar = memoryFile('pets.tar', await tarOf(files));
    for (const archive of [memoryFile('pets.zip', zipSync(files, { level: 0 })), tar]) {
      const { file, bytesRead } = countedFile(archive);
      expect((await load(file)).count).toBe(3);
      expect(bytesRead()).toBeLessThan(2 ** 18);
    }
  });

  it('is read in parts where it is deflated, from its front', async () => {
    const images = idxFile([6000, 28, 28], (at) => Math.floor(at / 784) % 251);
    const { file, bytesRead } = countedFile(zip('mnist.zip', { 'a/images': images }));
    const plan = await planData('mnist.zip', [file]);
    const before = bytesRead();
    const set = await plan.load({ ...OPTIONS, limit: 3 });
    expect([0, 1, 2].map((image) => set.images[image * 28 * 28 * 3])).toEqual([0, 2000 % 251, 4000 % 251]);
    expect(bytesRead() - before).toBeLessThanOrEqual(file.size);
  });

  it('of a known beginning is unpacked only when it is loaded', async () => {
    const packed = gzipSync(await tarOf({ ...animals, 'pets/film.bin': new Uint8Array(2 ** 16) }));
    const plan = await planData('pets.tgz', [memoryFile('pets.tgz', packed.subarray(0, packed.length - 30))]);
    expect([plan.source, plan.contents]).toEqual(['images', undefined]);
    expect(await plan.load(OPTIONS).catch(failureInfo)).toMatchObject({
      code: 'data_unreadable',
      message: 'The archive pets.tgz is damaged or cut off.',
    });
    const signal = AbortSignal.abort();
    expect(await plan.load({ ...OPTIONS, signal }).catch(failureInfo)).toMatchObject({ code: 'cancelled' });
  });

  it('is unpacked to find out what it is where its beginning does not tell', async () => {
    let state = 1;
    const noise = Uint8Array.from({ length: 2 ** 21 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return state >>> 24;
    });
    const packed = gzipSync(await tarOf({ 'notes.bin': noise, 'cat/1.png': red, 'dog/1.png': blue }));
    expect(packed.length).toBeGreaterThan(2 ** 20);
    expect((await load(memoryFile('late.tgz', packed))).classNames).toEqual(['cat', 'dog']);
  });
});

describe('a hostile archive', () => {
  it('has entries that lead out of it or are named twice left out, by name', async () => {
    const files = {
      'cat/1.png': red,
      '../up.png': red,
      '/etc/2.png': red,
      'C:\\3.png': red,
      'dog/4.png': blue,
    };
    const tar = await tarOf({ 'cat/1.png': red, '../up.png': red, 'dog/4.png': blue });
    for (const [archive, count] of [
      [zip('x.zip', files), 3],
      [memoryFile('x.tar', tar), 1],
    ] as const) {
      const set = await load(archive);
      expect([set.count, set.classNames]).toEqual([2, ['cat', 'dog']]);
      expect(set.notUsed).toMatchObject([{ kind: 'with paths out of the archive', count }]);
    }
    const twice = zipSync({ 'cat/1.png': red, 'cat/2.png': blue, 'dog/1.png': blue });
    const same = Uint8Array.from(twice);
    const text = Buffer.from(same.buffer);
    for (let at = text.indexOf('cat/2'); at >= 0; at = text.indexOf('cat/2', at + 1)) text.write('cat/1', at);
    expect((await load(memoryFile('x.zip', same))).notUsed).toEqual([
      { kind: 'named twice', count: 1, names: ['cat/1.png'] },
    ]);
  });

  const one = () => zipSync({ 'a.png': red, 'b.png': blue }, { level: 0 });
  it.each<[string, () => Uint8Array, RegExp]>([
    ['encrypted', () => changed(one(), 'table', 8, [1]), /It is encrypted/],
    ['packed by an unknown method', () => changed(one(), 'table', 10, [14]), /method 14/],
    ['claiming to be larger', () => changed(one(), 'table', 24, [255, 255, 0, 0]), /claims 65,535 bytes/],
    ['with another checksum', () => changed(one(), 'table', 16, [1, 2]), /damaged where it holds "b.png"/],
    ['without its header', () => changed(one(), 'header', 0, [0]), /damaged where it holds "b.png"/],
  ])('has an entry that is refused by name: %s', async (_, bytes, reason) => {
    // The first bytes say that it is a zip file; what is changed comes after an empty entry.
    const archive = memoryFile('x.zip', bytes());
    const set = await load(archive);
    expect(set.count).toBe(1);
    expect(set.skipped).toEqual([{ name: 'b.png', reason: expect.stringMatching(reason) as string }]);
  });

  it('is a bomb that is never unpacked beyond what an entry claims', async () => {
    const bomb = zipSync({ 'a.png': blue, 'b.png': new Uint8Array(2 ** 24) });
    const lying = changed(bomb, 'table', 24, [0, 16, 0, 0]);
    const set = await load(memoryFile('bomb.zip', lying));
    expect(set.count).toBe(1);
    expect(set.skipped).toMatchObject([
      { name: 'b.png', reason: expect.stringContaining('damaged') as string },
    ]);
    const dense = gzipSync(new Uint8Array(2 ** 24));
    expect(await failureOf(memoryFile('x.tar.gz', dense))).toMatchObject({
      message: 'x.tar.gz is a gzip archive, not an image.',
    });
  });

  it('is refused as a whole where its entries overlap, its table lies or it is cut off', async () => {
    const table = one();
    const view = new DataView(table.buffer);
    const second = changed(table, 'table', 42, [9, 0, 0, 0]);
    expect(await failureOf(memoryFile('x.zip', second))).toMatchObject({
      code: 'data_unreadable',
      message: expect.stringContaining('reaches into another one') as string,
    });
    view.setUint16(table.length - 12, 9, true);
    expect(await failureOf(memoryFile('x.zip', table))).toMatchObject({
      message: expect.stringContaining('claims 9 entries') as string,
    });
    const tar = await tarOf({ 'cat/1.png': red });
    expect(await failureOf(memoryFile('x.tar', tar.subarray(0, 600)))).toMatchObject({
      message: 'The archive x.tar is cut off.',
    });
    const broken = await tarOf({ 'cat/1.png': red, 'cat/2.png': red });
    broken[1024 + 20] = 77;
    expect(await failureOf(memoryFile('x.tar', broken))).toMatchObject({
      message: 'The archive x.tar is damaged at byte 1,024.',
    });
  });

  it('is a zip file in which nothing can be read, and says why', async () => {
    const encrypted = changed(zipSync({ 'a.png': red }), 'table', 8, [1]);
    expect(await failureOf(memoryFile('x.zip', encrypted))).toMatchObject({
      message: '"x.zip" holds nothing that can be used. The first file, a.png: It is encrypted.',
    });
    expect(await failureOf(memoryFile('x.zip', zipSync({})))).toMatchObject({ code: 'data_missing' });
  });
});
