import type { SourceFile } from '../sourceFile';

/** What a reader says of the archives that its data comes in. */
export interface KnownArchive {
  /** What it holds, in messages: "CIFAR". */
  readonly title: string;
  /** The path of its first entry, by which it is known before it is unpacked. */
  readonly firstPath: RegExp;
  /** Bytes of its files; what has more is something else. */
  readonly maxBytes: number;
  /** What to choose in place of one that holds something else after all. */
  readonly remedy: string;
}

/** A file that holds files, not unpacked yet. */
export interface Archive {
  readonly file: SourceFile;
  readonly firstPath: string;
  /**
   * Its files, in memory.
   *
   * @param bytes all of `file`
   * @throws {TooLarge} where they have more than `maxBytes`
   * @throws any error where it is damaged
   */
  readonly unpack: (bytes: Uint8Array, maxBytes: number) => Promise<SourceFile[]>;
}

/** Opens an archive of a format, by its beginning; `undefined` for what cannot be one. */
export type OpenArchive = (file: SourceFile) => Promise<Archive | undefined>;

/** An archive's files have more bytes than they may. */
export class TooLarge extends Error {
  constructor() {
    super('The archive holds more than it may.');
    this.name = 'TooLarge';
  }
}
