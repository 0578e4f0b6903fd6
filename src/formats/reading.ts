import { Failure } from '../failure';

/** A part of a file: the bytes from `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a file by asking for the parts that it needs, one after another. The same code then reads from memory and from a
 * disk, where a file may be larger than all memory. It only asks for what lies within the file.
 */
export type Reading<T> = Generator<ByteRange, T, Uint8Array>;

/** A file of which parts can be read. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  readonly slice: (start: number, end: number) => Promise<Uint8Array>;
}

/** Asks for a part of the file. */
export function* part(start: number, end: number): Reading<Uint8Array> {
  return yield { start, end };
}

/** Reads from memory; the parts are views of it. */
export function readInMemory<T>(bytes: Uint8Array, reading: Reading<T>): T {
  let result = reading.next();
  while (result.done !== true) result = reading.next(bytes.subarray(result.value.start, result.value.end));
  return result.value;
}

/**
 * Reads from a source, of which nothing but the parts that are asked for is in memory.
 *
 * @throws {Failure} `data_unreadable` where the source gives less than it has promised
 */
export async function readFrom<T>(source: ByteSource, reading: Reading<T>): Promise<T> {
  let result = reading.next();
  while (result.done !== true) {
    const { start, end } = result.value;
    const bytes = await source.slice(start, end);
    if (bytes.length !== end - start) throw shortened(start, end);
    result = reading.next(bytes);
  }
  return result.value;
}

function shortened(start: number, end: number): Failure {
  return new Failure({
    code: 'data_unreadable',
    message: `Bytes ${start} to ${end} of the file are no longer there.`,
    remedy: 'The file was changed while it was read. Choose it again.',
  });
}
