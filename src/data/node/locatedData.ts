import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Failure } from '../../failure';
import { quoted } from '../../quoted';
import { Account } from '../account';
import type { HeldOutSet, ImageSet } from '../imageSet';
import { decodeInNode } from '../images/nodeDecoder';
import { planData } from '../planData';
import type { LoadOptions } from '../reader';
import type { DataPlan } from '../readers';
import { generateScenes } from '../synthetic/generateScenes';
import { testScenes } from '../synthetic/testScenes';
import { diskFile, listFiles } from './listFiles';

export interface PathOptions extends Omit<LoadOptions, 'decode'> {
  /** Number and seed of built-in scenes, which are of the same size as image files. */
  readonly count: number;
  readonly seed: number;
}

/** What a path of the command line stands for. */
export type LocatedData = { readonly source: 'synthetic' } | DataPlan;

/** "https://…"; not the letter of a disk. */
const ADDRESS = /^[a-z][a-z\d+.-]+:\/\//i;

const REMEDY =
  'Give "synthetic", a folder of images, the batch files of CIFAR-10 or CIFAR-100, arrays (IDX files as of MNIST, STL-10’s files, .npz), or a zip, tar or tar.gz of these.';

/**
 * Finds out what the command line names: `synthetic`, a file, or a folder of images or CIFAR batches.
 *
 * @throws {Failure} `data_missing` where there is nothing to train on, `data_unreadable` where it cannot be read, as an
 * address
 */
export async function locateData(path: string): Promise<LocatedData> {
  if (path === 'synthetic') return { source: 'synthetic' };
  if (ADDRESS.test(path)) throw isAddress(path);
  try {
    const found = await stat(path);
    const name = basename(resolve(path));
    if (found.isFile()) return await planData(name, [diskFile(path, name, found.size)]);
    if (found.isDirectory()) {
      const account = new Account();
      return await planData(name, await listFiles(path, account), account);
    }
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(path, error);
  }
  throw new Failure({
    code: 'data_unreadable',
    message: `${quoted(path)} is neither a file nor a folder.`,
    doing: 'looking for the data',
    remedy: REMEDY,
  });
}

/**
 * Reads or draws a data set.
 *
 * @throws {Failure} those of the readers
 */
export async function loadData(located: LocatedData, options: PathOptions): Promise<ImageSet> {
  const { size, count, seed, onProgress } = options;
  if (located.source === 'synthetic') return generateScenes(size, count, seed, onProgress);
  return located.load({ ...options, decode: decodeInNode });
}

/**
 * Reads or draws the images for evaluation: the splits that the data set keeps from training, or fresh scenes.
 *
 * @param training as `loadData` gave it
 * @returns none for a data set without splits
 * @throws {Failure} those of the readers
 */
export async function loadKept(
  located: LocatedData,
  training: ImageSet,
  options: PathOptions,
): Promise<HeldOutSet[]> {
  const { size, onProgress } = options;
  if (located.source === 'synthetic') return [await testScenes(size, onProgress)];
  return located.loadHeldOut(training, { ...options, decode: decodeInNode });
}

function isAddress(path: string): Failure {
  return new Failure({
    code: 'data_unreadable',
    message: `${quoted(path)} is an address. Data is read from the disk only.`,
    doing: 'looking for the data',
    remedy: 'Download it, and give the path of the file or folder.',
  });
}

function unreadable(path: string, error: unknown): Failure {
  const code = (error as NodeJS.ErrnoException).code;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  const denied = code === 'EACCES' || code === 'EPERM';
  return new Failure(
    {
      code: missing ? 'data_missing' : 'data_unreadable',
      message: missing
        ? `There is no file or folder ${quoted(path)}.`
        : `${quoted(path)} cannot be read${denied ? ': permission denied' : ''}.`,
      doing: 'looking for the data',
      remedy: REMEDY,
    },
    { cause: error },
  );
}
