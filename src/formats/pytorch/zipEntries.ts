import { quoted } from '../../quoted';
import type { ByteRange, Reading } from '../reading';
import { placedEntries } from '../zip/directory';
import { bad } from './bad';

/** Far more storages than any model has. */
const MAX_ENTRIES = 100_000;

/**
 * Where the entries of an uncompressed zip file lie, by name.
 *
 * @param size of the file in bytes
 * @throws {Failure} `checkpoint_bad_compressed` for packed or encrypted entries (torch.save writes none, and unpacking
 * could be made to fill the memory), and those of `placedEntries`
 */
export function* zipEntries(size: number): Reading<ReadonlyMap<string, ByteRange>> {
  const entries = yield* placedEntries(size, MAX_ENTRIES, bad);
  return new Map(
    entries.map(({ name, method, start, end, size }) => {
      if (method !== 0 || end - start !== size) {
        throw bad('compressed', `Entry ${quoted(name)} of the zip file is compressed or encrypted.`);
      }
      return [name, { start, end }] as const;
    }),
  );
}
