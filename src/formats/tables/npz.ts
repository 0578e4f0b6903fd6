import { makeZip } from 'client-zip';
import { writeNpyHeader } from '../npy';

/** An array of an `.npz` file; its values come in pieces, row-major. */
export interface NpzArray {
  readonly name: string;
  /** NumPy's name of the type, e.g. `<f4`. */
  readonly descr: string;
  readonly shape: readonly number[];
  readonly pieces: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Arrays have no time of their own, so that the same ones give the same file: the first that a zip file can say. */
const NO_TIME = new Date(1980, 0, 1);

/** An `.npz` file of any size piece by piece, its arrays as they are, one after the other. */
export async function* npzPieces(arrays: readonly NpzArray[]): AsyncGenerator<Uint8Array> {
  yield* makeZip(
    arrays.map((array) => ({
      name: `${array.name}.npy`,
      lastModified: NO_TIME,
      input: npyPieces(array),
    })),
  );
}

async function* npyPieces({ descr, shape, pieces }: NpzArray): AsyncGenerator<Uint8Array> {
  yield writeNpyHeader(descr, shape);
  yield* pieces();
}
