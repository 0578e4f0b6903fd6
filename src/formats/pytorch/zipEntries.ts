import { quoted } from '../../quoted';
import { zipDirectory } from '../zip/directory';
import { bad } from './bad';

/** Far more storages than any model has. */
const MAX_ENTRIES = 100_000;

/**
 * The entries of an uncompressed zip file by name, as views of its bytes.
 *
 * @throws {Failure} `checkpoint_bad_compressed` for packed or encrypted entries (torch.save writes none, and unpacking
 * could be made to fill the memory), and those of `zipDirectory`
 */
export function zipEntries(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const entries = zipDirectory(bytes, MAX_ENTRIES, bad).map(({ name, method, packed, size }) => {
    if (method !== 0 || packed.length !== size) {
      throw bad('compressed', `Entry ${quoted(name)} of the zip file is compressed or encrypted.`);
    }
    return [name, packed] as const;
  });
  return new Map(entries);
}
