import { splitPath, type SourceFile } from '../sourceFile';
import type { ValueType } from './valueType';

/** How far apart the values of an image lie in its record, counted in values. */
export interface Strides {
  readonly row: number;
  readonly column: number;
  readonly channel: number;
}

/** Images of one size in a file, one record after another; none of them is read yet. */
export interface PixelArray {
  readonly file: SourceFile;
  /** Byte of the first record. */
  readonly start: number;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** 1 is grey, 3 is RGB. */
  readonly channels: number;
  readonly strides: Strides;
  readonly type: ValueType;
}

/** Classes of images. */
export interface ClassNumbers {
  /** `[count]`, from 0 on. */
  readonly labels: ArrayLike<number>;
  /** What the data set itself calls them. */
  readonly names?: readonly string[];
}

/** What images of an array are for, as its name tells. */
export type ArraySplit = 'train' | 'unlabeled' | 'val' | 'test';

/** Images, and the labels of the same number of them. */
export interface ArrayPair {
  /** For people: the file's name, or the array's name in its file. */
  readonly name: string;
  readonly split: ArraySplit;
  /** The files that it is read from. */
  readonly files: readonly SourceFile[];
  /** @throws {Failure} `data_unreadable`, `data_truncated`, `out_of_memory`, each naming the file */
  readonly images: () => Promise<PixelArray>;
  /** @throws {Failure} the same */
  readonly labels?: () => Promise<ClassNumbers>;
}

/** The strides of records whose values come row by row, the channels of a pixel one after another. */
export function rowByRow(width: number, channels: number): Strides {
  return { row: width * channels, column: channels, channel: 1 };
}

export function nameOf({ path }: SourceFile): string {
  return splitPath(path).name;
}
