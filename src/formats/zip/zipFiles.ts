import { strToU8, zipSync, type Zippable } from 'fflate';
import { Failure } from '../../failure';

/** Entries have no time of their own, so that the same content gives the same file: the first that a zip file can say. */
export const NO_TIME = new Date(1980, 0, 1);

/** Bytes of a whole file: it is made in memory. */
const MOST_BYTES = 2 ** 31;
const [STORED, DEFLATED] = [0, 6] as const;

/**
 * A folder as one zip file. Texts are packed; bytes, which are numbers that hardly get smaller, are stored as they are.
 * @throws {Failure} `storage_failed` where it would have more than 2 GiB
 */
export function zipFiles(files: ReadonlyMap<string, string | Uint8Array>): Uint8Array<ArrayBuffer> {
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  if (bytes > MOST_BYTES)
    throw new Failure({
      code: 'storage_failed',
      message: `The folder has ${bytes} bytes, more than the ${MOST_BYTES} that fit into one file.`,
      doing: 'writing a zip file',
      remedy: 'Save the weights by themselves.',
    });
  const entries: Zippable = {};
  for (const [name, content] of files)
    entries[name] =
      typeof content === 'string' ? [strToU8(content), { level: DEFLATED }] : [content, { level: STORED }];
  return zipSync(entries, { mtime: NO_TIME });
}
