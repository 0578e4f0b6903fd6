import { Failure } from '../../failure';
import { isGzip } from '../../formats/gzip';
import { idxHeader } from '../../formats/idx';
import { plain } from '../../quoted';
import type { SourceFile } from '../sourceFile';
import { nameOf } from './planArrays';

export interface IdxArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/** Bytes of one array, unpacked. */
const MOST_BYTES = 2 ** 29;
/** Bytes that an IDX header has at most. */
const HEADER = 20;

/**
 * Reads an IDX file of unsigned bytes, gzipped or not.
 * @throws {Failure} `data_unreadable`, `data_truncated`, `out_of_memory`, each naming the file
 */
export async function readIdx(file: SourceFile): Promise<IdxArray> {
  const packed = await file.read();
  const bytes = isGzip(packed) ? await inflated(packed, file) : packed;
  const header = idxHeader(bytes.subarray(0, HEADER));
  if (header === undefined) throw unreadable(file, 'is no IDX file of unsigned bytes');
  const { shape } = header;
  const wanted = shape.reduce((product, size) => product * size, 1);
  if (wanted > MOST_BYTES) throw tooLarge(file, wanted);
  const there = bytes.length - header.bytes;
  if (there !== wanted)
    throw new Failure({
      code: 'data_truncated',
      message: `${plain(nameOf(file))} says that it has ${shape.join(' × ')} values; there are ${there.toLocaleString('en')}.`,
      doing: `reading ${plain(nameOf(file))}`,
      remedy: 'Download the file again.',
    });
  return { shape, values: bytes.subarray(header.bytes) };
}

/** What a gzip file holds, as long as that is no more than an array may have. */
async function inflated(packed: Uint8Array, file: SourceFile): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      total += value.length;
      if (total > MOST_BYTES + HEADER) throw tooLarge(file, total);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error instanceof Failure ? error : unreadable(file, 'is a damaged gzip file');
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

export function unreadable(file: SourceFile, reason: string): Failure {
  return new Failure({
    code: 'data_unreadable',
    message: `${plain(nameOf(file))} ${reason}.`,
    doing: `reading ${plain(nameOf(file))}`,
    remedy: 'Choose IDX files of images and labels, as those of MNIST.',
  });
}

function tooLarge(file: SourceFile, bytes: number): Failure {
  return new Failure({
    code: 'out_of_memory',
    message: `${plain(nameOf(file))} holds ${bytes.toLocaleString('en')} bytes or more; ${MOST_BYTES.toLocaleString('en')} are read at most.`,
    doing: `reading ${plain(nameOf(file))}`,
    remedy: 'Choose a part of it.',
  });
}
