import { stat } from 'node:fs/promises';
import { diskFile } from '../../data/node/listFiles';
import { Failure } from '../../failure';
import type { ByteSource } from '../../formats/reading';
import { quoted } from '../../quoted';
import { readFailure } from '../files/fileFailures';

/**
 * A file of which nothing but the parts that are asked for is read.
 * @throws Failure `data_unreadable` where there is none, and when a part cannot be read.
 */
export async function fileSource(path: string): Promise<ByteSource> {
  const unreadable = (error: unknown): never => {
    throw readFailure(path, error);
  };
  const found = await stat(path).catch(unreadable);
  if (found.isFile()) {
    const { size, slice } = diskFile(path, path, found.size);
    return { size, slice: (start, end) => slice(start, end).catch(unreadable) };
  }
  const what = found.isDirectory() ? 'a folder' : 'a device';
  throw new Failure({ code: 'data_unreadable', message: `${quoted(path)} is ${what}, not a file.` });
}
