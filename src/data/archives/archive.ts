import { Failure } from '../../failure';
import { plain } from '../../quoted';
import type { Account } from '../account';
import type { SourceFile } from '../sourceFile';

/** The most files of one archive. */
export const MOST_ENTRIES = 1_000_000;

/** A file that holds files. */
export interface Archive {
  readonly file: SourceFile;
  /** Its files can only be read once all of it is unpacked. */
  readonly isPackedWhole: boolean;
  /**
   * Its files without reading them, where that can be done; of one that is packed as a whole, those at its beginning.
   *
   * @param account takes up entries that cannot be used
   * @throws {Failure} `data_unreadable` where it is damaged
   */
  readonly list: (account: Account) => Promise<SourceFile[]>;
  /**
   * Its files. They are read one at a time, or, where it is packed as a whole, all lie in memory.
   *
   * @throws {Failure} `data_unreadable` where it is damaged, `out_of_memory` where it holds too much, `cancelled`
   */
  readonly open: (account: Account, signal?: AbortSignal) => Promise<SourceFile[]>;
}

/** Opens an archive of a format, by its beginning; `undefined` for what cannot be one. */
export type OpenArchive = (file: SourceFile) => Promise<Archive | undefined>;

/** What to do where an archive is not read. */
export const UNPACK = 'Unpack it, and choose the folder that comes out.';

/** @param what is wrong, after the archive's name: "is damaged or cut off" */
export function badArchive({ path }: SourceFile, what: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'data_unreadable',
      message: `The archive ${plain(path)} ${what}.`,
      doing: `reading ${plain(path)}`,
      remedy: `Download it again. Or: ${UNPACK.toLowerCase()}`,
    },
    { cause },
  );
}

/** That an archive, or a file in one, is more than is unpacked into memory. */
export function tooLargeArchive(path: string, most: number): Failure {
  return new Failure({
    code: 'out_of_memory',
    message: `${plain(path)} holds more than ${(most / 2 ** 20).toLocaleString('en')} MiB, the most that is unpacked here.`,
    doing: `reading ${plain(path)}`,
    remedy: UNPACK,
  });
}
