import { Gunzip } from 'fflate';
import { isGzip } from '../../formats/gzip';
import { memoryFile, type SourceFile } from '../sourceFile';
import { badArchive, tooLargeArchive, type Archive } from './archive';
import { Blocks } from './blocks';
import { gunzipped } from './gunzipped';
import { tarFiles } from './tarFiles';
import { BLOCK, tarHeader } from './tarHeader';

/** Bytes that a compressed archive may unpack to: all of them lie in memory. */
const MOST_UNPACKED = 2 ** 30;
/** Bytes of a compressed archive by which it is known, and what they may unpack to. */
const [LOOKED_AT, MOST_BEGINNING] = [2 ** 20, 2 ** 24];
/** Bytes that are inflated at a time. */
const PORTION = 2 ** 12;

/** A tar file, compressed by gzip or not. */
export async function openTar(file: SourceFile): Promise<Archive | undefined> {
  if (isGzip(await file.slice(0, 2))) return openPacked(file);
  if (tarHeader(await file.slice(0, BLOCK)) === undefined) return undefined;
  const open = (account: Parameters<Archive['list']>[0]) => tarFiles(file, account);
  return { file, isPackedWhole: false, list: open, open };
}

async function openPacked(file: SourceFile): Promise<Archive | undefined> {
  const beginning = memoryFile(file.path, beginningOf(await file.slice(0, LOOKED_AT)));
  if (tarHeader(await beginning.slice(0, BLOCK)) === undefined) return undefined;
  const limits = {
    most: MOST_UNPACKED,
    tooLarge: () => tooLargeArchive(file.path, MOST_UNPACKED),
    damaged: (cause: unknown) => badArchive(file, 'is damaged or cut off', cause),
  };
  return {
    file,
    isPackedWhole: true,
    list: (account) => tarFiles(beginning, account, true),
    open: async (account, signal) => tarFiles(await gunzipped(file, limits, signal), account),
  };
}

/** What the first bytes unpack to, as far as they do. */
function beginningOf(packed: Uint8Array): Uint8Array {
  const blocks = new Blocks();
  const inflator = new Gunzip((piece) => blocks.push(piece));
  try {
    for (let at = 0; at < packed.length && blocks.size < MOST_BEGINNING; at += PORTION)
      inflator.push(packed.subarray(at, at + PORTION));
  } catch {
    // What is damaged further on is said when it is unpacked.
  }
  return blocks.slice(0, blocks.size);
}
