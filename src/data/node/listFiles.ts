import { open, readFile, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure';
import { plain } from '../../quoted';
import type { Account } from '../account';
import type { SourceFile } from '../sourceFile';

/** More files than this are no data set that fits into memory, or links that lead in circles by many ways. */
const MAX_FILES = 2_000_000;
/** Node reads less than 2 GiB at once. */
const MAX_READ = 2 ** 30;

/**
 * All files below a folder, with paths below it. Links are followed, but not into a folder that one is in already. What is
 * no file, and links that lead nowhere, go into the account.
 *
 * @throws {Failure} `data_unreadable` where the folder cannot be read or has too many files
 */
export async function listFiles(root: string, account: Account): Promise<SourceFile[]> {
  const files: SourceFile[] = [];

  async function walk(folder: string, below: string, within: readonly string[]): Promise<void> {
    const real = await realpath(folder);
    if (within.includes(real)) {
      account.notUsed('links to a folder around them', below);
      return;
    }
    const names = await readdir(folder);
    for (const name of names.sort()) {
      const [place, path] = [join(folder, name), below === '' ? name : `${below}/${name}`];
      const found = await stat(place).catch(() => undefined);
      if (found === undefined) account.notUsed('links that lead nowhere', path);
      else if (found.isDirectory()) {
        await walk(place, path, [...within, real]).catch((error: unknown) => {
          if (error instanceof Failure) throw error;
          account.skipped('unreadable folders', path, 'The folder cannot be read.');
        });
      } else if (found.isFile()) files.push(diskFile(place, path, found.size));
      else account.notUsed('devices and pipes', path);
      if (files.length > MAX_FILES) throw tooMany(root);
    }
  }

  await walk(root, '', []);
  return files;
}

/** @param path what it is called */
export function diskFile(place: string, path: string, size: number): SourceFile {
  return {
    path,
    size,
    slice: (start, end) => readPart(place, start, Math.min(size, end) - start),
    read: async () => new Uint8Array(await readFile(place)),
  };
}

async function readPart(place: string, start: number, length: number): Promise<Uint8Array> {
  const file = await open(place);
  try {
    const part = new Uint8Array(Math.max(0, length));
    let there = 0;
    while (there < part.length) {
      const { bytesRead } = await file.read(
        part,
        there,
        Math.min(part.length - there, MAX_READ),
        start + there,
      );
      if (bytesRead === 0) break;
      there += bytesRead;
    }
    return part.subarray(0, there);
  } finally {
    await file.close();
  }
}

function tooMany(root: string): Failure {
  return new Failure({
    code: 'data_unreadable',
    message: `There are more than ${MAX_FILES.toLocaleString('en')} files in ${plain(root)}.`,
    doing: 'looking for the data',
    remedy: 'Give a folder that holds only the data set.',
  });
}
