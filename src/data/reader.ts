import type { FileIdentity } from '../formats/fileKind';
import type { Account } from './account';
import type { KnownArchive } from './archives/archive';
import type { HeldOutSet, ImageSet } from './imageSet';
import type { DecodeImage } from './images/imageFile';
import type { SourceFile } from './sourceFile';

/** A file, and what is known of it before it is read. */
export interface FoundFile {
  readonly file: SourceFile;
  /** By its content; one with the ending of an image counts as one until it is decoded. */
  readonly identity: FileIdentity;
}

export function isImage({ identity }: FoundFile): boolean {
  return identity.kind === 'image';
}

/** What whoever loads a plan decides. */
export interface LoadOptions {
  /** Side of image files in pixels; CIFAR's is 32. */
  readonly size: number;
  readonly decode: DecodeImage;
  /** Mask class that is left out, beside 255. */
  readonly ignoreClass?: number;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Ends the loading, which then throws `cancelled`. */
  readonly signal?: AbortSignal;
}

/** What files are called, and who counts what is not used of them. */
export interface Named {
  /** Of the set, for people. */
  readonly name: string;
  /** What was found beside it. */
  readonly account: Account;
}

/** One kind of data that comes in files, from how it is known to how it is read. */
export interface DataReader<Source extends string, Contents> {
  /** What `data.source` calls it. */
  readonly source: Source;
  /** What its files are called in a sentence: "CIFAR batches". */
  readonly words: string;
  /** What to choose where nothing that was chosen can be read. */
  readonly choices: readonly string[];
  /** The archives that it is published in, where it is. */
  readonly archive?: KnownArchive;
  /**
   * Which of the files it reads, and as what; `undefined` where they are none of its own. What it does not use of files
   * that it claims goes into the account.
   */
  claim(files: readonly FoundFile[], account: Account): Contents | undefined;
  /**
   * Reads what is trained on.
   *
   * @throws {Failure} `data_unreadable` and its like, naming the file
   */
  load(contents: Contents, named: Named, options: LoadOptions): Promise<ImageSet>;
  /**
   * Reads the splits that are kept from training, with the classes and the meaning of masks that the training set has.
   *
   * @param training as `load` gave it
   * @throws {Failure} as `load` does
   */
  loadHeldOut(contents: Contents, training: ImageSet, options: LoadOptions): Promise<HeldOutSet[]>;
}

/** What a bunch of files is, decided before its images are read, and how they are read. */
export interface Plan<Source extends string, Contents> extends Named {
  readonly source: Source;
  /** What its reader makes of the files; `undefined` for an archive, which is opened when it is loaded. */
  readonly contents: Contents | undefined;
  /** Reads what is trained on; throws the reader's failures. */
  readonly load: (options: LoadOptions) => Promise<ImageSet>;
  /** Reads what is kept from training, given what `load` gave; throws the reader's failures. */
  readonly loadHeldOut: (training: ImageSet, options: LoadOptions) => Promise<HeldOutSet[]>;
}

/** A reader, and the plan that it makes of files that it claims. */
export type PlanningReader<Source extends string, Contents> = DataReader<Source, Contents> & {
  plan(files: readonly FoundFile[], named: Named): Plan<Source, Contents> | undefined;
};

export function defineReader<Source extends string, Contents>(
  reader: DataReader<Source, Contents>,
): PlanningReader<Source, Contents> {
  const { source } = reader;
  return {
    ...reader,
    plan(files, { name, account }) {
      const contents = reader.claim(files, account);
      if (contents === undefined) return undefined;
      return {
        source,
        name,
        account,
        contents,
        load: (options) => reader.load(contents, { name, account }, options),
        loadHeldOut: (training, options) => reader.loadHeldOut(contents, training, options),
      };
    },
  };
}
