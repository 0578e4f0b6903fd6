import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { Failure } from '../../failure';
import { readCifar } from '../cifar/readCifar';
import type { ImageSet } from '../imageSet';
import type { ImageFile } from '../images/imageFile';
import { loadImages } from '../images/loadImages';
import { decodeInNode } from '../images/nodeDecoder';
import { generateScenes } from '../synthetic/generateScenes';

export interface PathOptions {
  /** Side of scenes and image files in pixels; CIFAR's is 32. */
  readonly size: number;
  /** Number and seed of built-in scenes. */
  readonly count: number;
  readonly seed: number;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

const TRAINING_BATCH = /^(data_batch_\d+|train)\.bin$/;
const CLASS_NAMES = ['batches.meta.txt', 'fine_label_names.txt'] as const;

/** What a path of the command line stands for: built-in scenes, CIFAR batches or image files, by name in a folder. */
export type LocatedData =
  | { readonly source: 'synthetic' }
  | { readonly source: 'cifar10' | 'images'; readonly folder: string; readonly names: readonly string[] };

/**
 * Finds out what the command line names: `synthetic`, a CIFAR batch file, a folder of them (its training batches, where
 * it has both), or a folder of images.
 *
 * @throws {Failure} `data_missing` where there is nothing at the path
 */
export async function locateData(path: string): Promise<LocatedData> {
  if (path === 'synthetic') return { source: 'synthetic' };
  const found = await stat(path).catch((error: unknown) => {
    throw new Failure(
      {
        code: 'data_missing',
        message: `There is no file or folder "${path}".`,
        doing: 'looking for the data',
        remedy: 'Give "synthetic", a CIFAR batch file or a folder of them, or a folder of images.',
      },
      { cause: error },
    );
  });
  if (found.isFile()) {
    const source = path.toLowerCase().endsWith('.bin') ? 'cifar10' : 'images';
    return { source, folder: dirname(path), names: [basename(path)] };
  }
  const names = await readdir(path);
  const batches = names.filter((name) => name.toLowerCase().endsWith('.bin'));
  if (batches.length > 0) {
    const training = batches.filter((name) => TRAINING_BATCH.test(name));
    return { source: 'cifar10', folder: path, names: training.length > 0 ? training : batches };
  }
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)));
  return { source: 'images', folder: path, names: files };
}

/**
 * Reads or draws a data set.
 *
 * @throws {Failure} those of the readers
 */
export async function loadData(located: LocatedData, options: PathOptions): Promise<ImageSet> {
  switch (located.source) {
    case 'synthetic':
      return generateScenes(options.size, options.count, options.seed, options.onProgress);
    case 'cifar10':
      return readBatches(located.folder, located.names);
    case 'images':
      return images(located.names, located.folder, options);
  }
}

async function readBatches(folder: string, names: readonly string[]): Promise<ImageSet> {
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
  );
  return readCifar(files, await readClassNames(folder));
}

/** Class names, one a line, from the list that comes with the batches; undefined where there is none. */
async function readClassNames(folder: string): Promise<readonly string[] | undefined> {
  for (const name of CLASS_NAMES) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => undefined);
    if (text !== undefined) return text.split(/\r?\n/).filter((line) => line.trim() !== '');
  }
  return undefined;
}

function images(
  names: readonly string[],
  folder: string,
  { size, onProgress }: PathOptions,
): Promise<ImageSet> {
  const files: ImageFile[] = names.map((name) => ({
    path: name.split(sep).join('/'),
    read: async () => new Uint8Array(await readFile(join(folder, name))),
  }));
  return loadImages(files, {
    name: names.length === 1 ? names[0]! : basename(folder),
    size,
    decode: decodeInNode,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}
