import { isGzip } from '../../formats/gzip';
import { idxHeader } from '../../formats/idx';
import { gunzipped } from '../archives/gunzipped';
import type { SourceFile } from '../sourceFile';
import { rowByRow, type ClassNumbers, type PixelArray } from './pixelArray';
import { tooLarge, unreadable, wrongLength } from './unreadable';
import { UINT8 } from './valueType';

/** Bytes that a gzipped file may unpack to; a plain one is read in pieces. */
const MOST_BYTES = 2 ** 29;
/** Bytes that an IDX header has at most. */
const HEADER = 20;

interface IdxArray {
  /** The file, or what it unpacks to. */
  readonly file: SourceFile;
  readonly shape: readonly number[];
  /** Byte of the first value. */
  readonly start: number;
}

/**
 * The images of an IDX file of unsigned bytes, gzipped or not.
 *
 * @throws {Failure} `data_unreadable`, `data_truncated`, `out_of_memory`, each naming the file
 */
export async function openIdxImages(packed: SourceFile): Promise<PixelArray> {
  const { file, shape, start } = await openIdx(packed);
  const [count, height, width, channels = 1] = shape as [number, number, number, number?];
  return { file, start, count, height, width, channels, strides: rowByRow(width, channels), type: UINT8 };
}

/** The labels of an IDX file. @throws {Failure} as `openIdxImages` does */
export async function readIdxLabels(packed: SourceFile): Promise<ClassNumbers> {
  const { file, start } = await openIdx(packed);
  return { labels: await file.slice(start, file.size) };
}

async function openIdx(packed: SourceFile): Promise<IdxArray> {
  const file = isGzip(await packed.slice(0, 2)) ? await unpacked(packed) : packed;
  const header = idxHeader(await file.slice(0, HEADER));
  if (header === undefined) throw unreadable(file, 'is no IDX file of unsigned bytes');
  const { shape, bytes: start } = header;
  const wanted = shape.reduce((product, size) => product * size, 1);
  if (file.size - start !== wanted) throw wrongLength(file, shape, file.size - start);
  return { file, shape, start };
}

function unpacked(file: SourceFile): Promise<SourceFile> {
  return gunzipped(file, {
    most: MOST_BYTES + HEADER,
    tooLarge: (bytes) => tooLarge(file, bytes, MOST_BYTES),
    damaged: (cause) => unreadable(file, 'is a damaged gzip file', cause),
  });
}
