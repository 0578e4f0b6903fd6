import { readFile, stat } from 'node:fs/promises';
import { Failure } from '../../failure';
import { quoted } from '../../quoted';
import { readFailure } from '../files/fileFailures';

/** @throws Failure `data_unreadable` where the file cannot be read. */
export async function fileBytes(path: string): Promise<Uint8Array> {
  try {
    // A device such as /dev/zero has no end.
    if (!(await stat(path)).isCharacterDevice()) return new Uint8Array(await readFile(path));
  } catch (error) {
    throw readFailure(path, error);
  }
  throw new Failure({ code: 'data_unreadable', message: `${quoted(path)} is a device, not a file.` });
}
