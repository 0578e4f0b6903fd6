import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../failure';
import { planFiles } from './chosenFiles';
import { planData } from './planData';
import type { DataPlan } from './readers';
import { memoryFile, type SourceFile } from './sourceFile';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16);
const TEXT = new TextEncoder().encode('some words');

/** Files of the given paths; those of images are not looked at before they are decoded. */
function files(...paths: string[]): SourceFile[] {
  return paths.map((path) => memoryFile(path, /\.(jpe?g|png)$/i.test(path) ? JPEG : TEXT));
}

async function imagesOf(...paths: string[]) {
  const plan = await planData('set', files(...paths));
  if (plan.source !== 'images' || plan.contents === undefined) throw new Error('no images');
  const { training, heldOut, classes, maskNames } = plan.contents;
  return {
    training: training.map(({ file }) => file.path),
    masks: training.map(({ mask }) => mask?.path),
    classes: classes?.names,
    labels: classes?.labels,
    maskNames: maskNames?.path,
    ...plan.account.report,
    heldOut: heldOut.map(({ split, files: kept }) => [split, ...kept.map(({ file }) => file.path)]),
    counts: plan.account.report.notUsed.map(({ kind, count }) => `${count} ${kind}`),
  };
}

describe('classes and splits of images', () => {
  it('takes the first level of folders that differs, below folders that all have in common', async () => {
    const plan = await imagesOf('all/cat/images/1.jpg', 'all/dog/2.jpg', 'all/cat/more/deep/3.jpg');
    expect(plan).toMatchObject({ classes: ['cat', 'dog'], labels: [0, 0, 1] });
  });

  it('knows splits under their usual names, below folders of images too', async () => {
    const plan = await imagesOf('images/training/a.jpg', 'images/validation/b.jpg', 'images/test2017/c.jpg');
    expect(plan.training).toEqual(['images/training/a.jpg']);
    expect(plan.heldOut).toEqual([
      ['test', 'images/test2017/c.jpg'],
      ['val', 'images/validation/b.jpg'],
    ]);
  });

  it('takes "train" among classes for one of them', async () => {
    const plan = await imagesOf('airplane/a.jpg', 'bus/b.jpg', 'train/c.jpg');
    expect(plan).toMatchObject({ classes: ['airplane', 'bus', 'train'], heldOut: [] });
  });

  it('counts what lies beside splits, and says when there is no train/', async () => {
    const plan = await imagesOf('train/cat/a.jpg', 'val/cat/b.jpg', 'extra/c.jpg', 'cover.jpg');
    expect(plan.training).toEqual(['train/cat/a.jpg']);
    expect(plan.counts).toEqual(['2 images beside the splits']);
    const none = await imagesOf('val/cat/a.jpg', 'test/dog/b.jpg');
    expect(none.training).toEqual(['val/cat/a.jpg']);
    expect(none.remarks).toEqual([
      'There is no train/. Trained on: val/. Kept for evaluation, not trained on: test/.',
    ]);
  });
});

describe('masks of images', () => {
  it.each([
    [['images/a.jpg', 'masks/a.png'], 'masks/a.png'],
    [['images/a.jpg', 'labels/a.png'], 'labels/a.png'],
    [['JPEGImages/a.jpg', 'SegmentationClass/a.png'], 'SegmentationClass/a.png'],
    [['images/training/a.jpg', 'annotations/training/a.png'], 'annotations/training/a.png'],
    [['train/a.jpg', 'trainannot/a.png'], 'trainannot/a.png'],
    [['leftImg8bit/train/x/a_leftImg8bit.png', 'gtFine/train/x/a_gtFine_labelIds.png'], undefined],
    [['images/a.png', 'labels/a_L.png'], 'labels/a_L.png'],
    [['images/a.jpg', 'annotations/trimaps/a.png'], 'annotations/trimaps/a.png'],
    [['photos/a.jpg', 'masks/a_mask.png'], 'masks/a_mask.png'],
    [['a.jpg', 'a_mask.png', 'b_mask.png'], 'a_mask.png'],
    [['cat/a.jpg', 'cat/a_label.png'], 'cat/a_label.png'],
  ])('are found: %j', async (paths, mask) => {
    const plan = await imagesOf(...paths);
    expect(plan.training).toEqual([paths[0]]);
    expect(plan.masks[0]).toBe(mask ?? paths[1]);
  });

  it('are never trained on, and what belongs to no image is counted', async () => {
    const plan = await imagesOf(
      'JPEGImages/a.jpg',
      'JPEGImages/b.jpg',
      'SegmentationClass/a.png',
      'SegmentationClass/lost.png',
      'SegmentationObject/a.png',
    );
    expect(plan.training).toEqual(['JPEGImages/a.jpg', 'JPEGImages/b.jpg']);
    expect(plan.masks).toEqual(['SegmentationClass/a.png', undefined]);
    expect(plan.counts).toEqual(['1 object masks', '1 masks without an image']);
  });

  it('are none in class folders of such names, nor in single files', async () => {
    const folders = await imagesOf('labels/1.jpg', 'labels/2.jpg', 'bottles/3.jpg');
    expect(folders).toMatchObject({
      classes: ['bottles', 'labels'],
      masks: [undefined, undefined, undefined],
    });
    expect((await imagesOf('gas_mask.jpg', 'hat.jpg')).training).toHaveLength(2);
  });

  it('have their classes named by classes.txt', async () => {
    expect(await imagesOf('images/a.jpg', 'masks/a.png', 'classes.txt')).toMatchObject({
      maskNames: 'classes.txt',
      notUsed: [],
    });
    expect(await imagesOf('a.jpg', 'classes.txt')).toMatchObject({
      maskNames: undefined,
      counts: ['1 .txt'],
    });
  });
});

describe('what files are', () => {
  const batch = (records: number) => new Uint8Array(3073 * records);
  const sourceOf = async (...all: SourceFile[]): Promise<DataPlan['source']> =>
    (await planData('set', all)).source;

  it('is decided by content', async () => {
    expect(await sourceOf(memoryFile('renamed.dat', batch(2)))).toBe('cifar10');
    expect(await sourceOf(memoryFile('IMG_0001', JPEG))).toBe('images');
    expect(await sourceOf(...files('a.jpg', 'b.jpg'), memoryFile('one.bin', batch(1)))).toBe('images');
    expect(await sourceOf(...files('preview.jpg'), memoryFile('data_batch_1.bin', batch(1)))).toBe('cifar10');
  });

  it('is a batch by its name where it is damaged, so that the reader names it', async () => {
    const plan = await planData('set', [
      memoryFile('data_batch_3.bin', batch(2).subarray(0, 5000).fill(200)),
    ]);
    expect(plan.source).toBe('cifar10');
  });

  it('is said where it is nothing to train on', async () => {
    const one = await planData('set', files('notes.txt')).catch(failureInfo);
    expect(one).toMatchObject({
      code: 'data_missing',
      message: 'notes.txt is a text file, not an image.',
      remedy: expect.stringContaining('JPEG') as string,
    });
    const rar = memoryFile('photos.rar', new TextEncoder().encode('Rar!\u001a\u0007\u0001\u0000'));
    expect(await planData('set', [rar]).catch(failureInfo)).toMatchObject({
      code: 'data_unreadable',
      message: 'photos.rar is a RAR archive, not an image.',
      remedy: expect.stringContaining('Unpack it') as string,
    });
  });
});

describe('files of the page', () => {
  const STORE = new URL('fixtures/store/', import.meta.url);

  function chosen(root: string): File[] {
    const paths = readdirSync(STORE, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.includes('.'),
    );
    return paths.map((path) => {
      const file = new File([readFileSync(new URL(path, STORE))], path.split('/').at(-1)!);
      return Object.defineProperty(file, 'webkitRelativePath', { value: `${root}/${path}` });
    });
  }

  it('are a folder, or carry their paths in their names, and make the same plan', async () => {
    const folder = await planFiles(chosen('store').reverse());
    const dropped = await planFiles(chosen('store').map((file) => new File([file], file.webkitRelativePath)));
    for (const plan of [folder, dropped]) {
      expect([plan.name, plan.source]).toEqual(['store', 'images']);
      const { training, classes } = (plan as Extract<DataPlan, { source: 'images' }>).contents!;
      expect(training[0]!.file.path).toBe('cat/0.jpg');
      expect(classes?.names).toEqual(['cat', 'dog']);
    }
  });

  it('have no root where several folders were dropped', async () => {
    const plan = await planFiles([new File([JPEG], 'cat/1.jpg'), new File([JPEG], 'dog/1.jpg')]);
    expect(plan.name).toBe('2 files');
    expect((plan as Extract<DataPlan, { source: 'images' }>).contents?.classes?.names).toEqual([
      'cat',
      'dog',
    ]);
  });
});
