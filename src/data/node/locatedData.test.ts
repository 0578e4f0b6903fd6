import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { loadData, loadKept, locateData, type PathOptions } from './locatedData';

const OPTIONS = { size: 16, count: 8, seed: 1 };
const record = (label: number): Uint8Array => new Uint8Array(3073).fill(label, 0, 1);

const loadPath = async (path: string, options: PathOptions) => loadData(await locateData(path), options);

describe('located data', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'load-path-'));
    await mkdir(join(root, 'cifar'));
    await writeFile(join(root, 'cifar', 'data_batch_1.bin'), record(3));
    await writeFile(join(root, 'cifar', 'test_batch.bin'), record(4));
    await writeFile(join(root, 'cifar', 'batches.meta.txt'), 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n');
    for (const folder of ['cat', 'dog']) {
      await mkdir(join(root, 'photos', folder), { recursive: true });
      const image = sharp({ create: { width: 20, height: 24, channels: 3, background: '#336699' } });
      await image.jpeg().toFile(join(root, 'photos', folder, '1.jpg'));
    }
  });
  afterAll(() => rm(root, { recursive: true }));

  it('draws built-in scenes', async () => {
    expect(await loadPath('synthetic', OPTIONS)).toMatchObject({
      count: 8,
      width: 16,
      name: 'Built-in scenes',
    });
  });

  it('reads the training batches of a folder, with its class names', async () => {
    const set = await loadPath(join(root, 'cifar'), OPTIONS);
    expect([set.count, set.labels![0], set.classNames?.[3]]).toEqual([1, 3, 'd']);
    const test = await loadPath(join(root, 'cifar', 'test_batch.bin'), OPTIONS);
    expect([test.name, test.labels![0]]).toEqual(['test_batch.bin', 4]);
  });

  it('keeps the test batch for evaluation', async () => {
    const located = await locateData(join(root, 'cifar'));
    const training = await loadData(located, OPTIONS);
    const kept = await loadKept(located, training, OPTIONS);
    expect(kept.map(({ split, set }) => [split, set.count, set.labels![0], set.classNames![4]])).toEqual([
      ['test', 1, 4, 'e'],
    ]);
  });

  it('draws fresh scenes for evaluation', async () => {
    const located = await locateData('synthetic');
    const training = await loadData(located, OPTIONS);
    const [kept] = await loadKept(located, training, OPTIONS);
    expect([kept!.split, kept!.set.count, kept!.set.width]).toEqual(['test', 1024, 16]);
    expect(kept!.set.images.subarray(0, training.images.length)).not.toEqual(training.images);
  });

  it('refuses an address, and says what to do', async () => {
    const refused = await locateData('https://elsewhere.test/a.zip').catch((error: unknown) =>
      failureInfo(error),
    );
    expect(refused).toMatchObject({
      code: 'data_unreadable',
      remedy: expect.stringMatching(/^Download it/) as string,
    });
    expect(refused).toMatchObject({
      message: '"https://elsewhere.test/a.zip" is an address. Data is read from the disk only.',
    });
  });

  it('reads a folder of images', async () => {
    const set = await loadPath(join(root, 'photos'), OPTIONS);
    expect([set.count, set.width, set.name, set.classNames]).toEqual([2, 16, 'photos', ['cat', 'dog']]);
    expect(set.images[2]! - set.images[0]!).toBeGreaterThan(90);
  });

  it('says which path is wrong', async () => {
    const failure = await loadPath(join(root, 'nothing'), OPTIONS).catch(failureInfo);
    expect(failure).toMatchObject({
      code: 'data_missing',
      message: expect.stringContaining('nothing') as string,
    });
  });

  const camvid = fileURLToPath(new URL('../../../../shared/data/camvid-mini/val', import.meta.url));
  it.skipIf(!existsSync(camvid))(
    'reads images with masks (skipped where the data set is absent)',
    async () => {
      const set = await loadPath(camvid, { ...OPTIONS, size: 32 });
      expect(set.count).toBe(60);
      expect(set.maskClassNames).toHaveLength(12);
      const road = set.masks!.filter((value) => value === 3).length / set.masks!.length;
      expect(road).toBeGreaterThan(0.15);
      expect(set.skipped).toEqual([]);
    },
  );
});
