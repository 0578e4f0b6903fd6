import { Zip, ZipPassThrough } from 'fflate';
import { Failure } from '../../failure';
import { writeNpyHeader } from '../npy';

/** An array of an `.npz` file; its values come in pieces, row-major. */
export interface NpzArray {
  readonly name: string;
  /** NumPy's name of the type, e.g. `<f4`. */
  readonly descr: string;
  readonly shape: readonly number[];
  readonly pieces: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Zip files without 64-bit records end here. */
const MOST_BYTES = 2 ** 32 - 2 ** 24;

/**
 * An `.npz` file piece by piece, its arrays as they are, one after the other.
 * @throws {Failure} `storage_failed`, before the first piece, where it would have more than 4 GiB.
 */
export async function* npzPieces(arrays: readonly NpzArray[]): AsyncGenerator<Uint8Array> {
  const bytes = arrays.reduce((sum, array) => sum + bytesOf(array), 0);
  if (bytes > MOST_BYTES)
    throw new Failure({
      code: 'storage_failed',
      message: `The arrays have ${bytes} bytes; an .npz file of this program holds at most ${MOST_BYTES}.`,
      doing: 'writing an .npz file',
      remedy: 'Leave the maps out, take fewer images (data.limit), or write Parquet.',
    });
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  const taken = (): Uint8Array[] => {
    const pieces = ready;
    ready = [];
    return pieces;
  };
  for (const { name, descr, shape, pieces } of arrays) {
    const entry = new ZipPassThrough(`${name}.npy`);
    zip.add(entry);
    entry.push(writeNpyHeader(descr, shape));
    for await (const piece of pieces()) {
      entry.push(piece);
      yield* taken();
    }
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* taken();
}

/** Of one value: what ends the name of its type; texts have 4 bytes a character. */
function bytesOf({ descr, shape }: NpzArray): number {
  const size = Number(descr.slice(2)) * (descr[1] === 'U' ? 4 : 1);
  return shape.reduce((product, axis) => product * axis, size);
}
