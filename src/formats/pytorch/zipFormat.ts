import { unzipSync } from 'fflate';
import { Failure } from '../../failure';
import { elementBytes } from '../tensorData';
import { bad } from './bad';
import { ByteReader } from './byteReader';
import { TensorCollection } from './tensors';
import { unpickle } from './unpickle';
import type { PyValue } from './values';

const SIGNATURE = [0x50, 0x4b, 0x03, 0x04];
const END_SIGNATURE = [0x50, 0x4b, 0x05, 0x06];
/** The record at the end of a zip file, and the longest comment that may follow it. */
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const PICKLE = 'data.pkl';

export function isZip(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads the format of PyTorch 1.6 and later: a zip file of uncompressed entries, `<prefix>/data.pkl` with the pickle
 * and `<prefix>/data/<key>` with the elements of each storage.
 *
 * @throws {Failure} `checkpoint_bad_truncated_zip`, `_zip`, `_compressed`, `_zip_without_pickle`, `_byteorder`,
 * `_truncated_pickle`, `_short_storage` and those of `unpickle`
 */
export function readZipFormat(bytes: Uint8Array): PyValue {
  const entries = readEntries(bytes);
  const pickles = [...entries.keys()].filter((name) => name === PICKLE || name.endsWith(`/${PICKLE}`));
  const pickle = pickles[0];
  if (pickle === undefined || pickles.length > 1) {
    throw bad(
      'zip_without_pickle',
      `The zip file has ${pickles.length} entries called ${PICKLE} instead of one.`,
    );
  }
  const prefix = pickle.slice(0, -PICKLE.length);
  const order = entries.get(`${prefix}byteorder`);
  if (order !== undefined && new TextDecoder().decode(order).trim() !== 'little') {
    throw bad('byteorder', 'The checkpoint was written on a big-endian machine.');
  }

  const tensors = new TensorCollection(bytes.length);
  const value = unpickle(new ByteReader(entries.get(pickle)!, 'truncated_pickle'), tensors);
  for (const { key, count, dtype } of tensors.storages.values()) {
    const size = entries.get(`${prefix}data/${key}`)?.length;
    const needed = count * elementBytes(dtype);
    if (size === undefined) throw bad('storage', `The zip file lacks the data of storage "${key}".`);
    if (size < needed) throw bad('short_storage', `Storage "${key}" has ${size} bytes instead of ${needed}.`);
  }
  tensors.fill(({ key }) => entries.get(`${prefix}data/${key}`)!);
  return value;
}

function readEntries(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (!hasEndRecord(bytes)) {
    throw bad(
      'truncated_zip',
      `The zip file is cut off after ${bytes.length} bytes: its table of contents is missing.`,
    );
  }
  const sizes = new Map<string, number>();
  let contents: Readonly<Record<string, Uint8Array>>;
  try {
    contents = unzipSync(bytes, {
      filter: ({ name, compression, size, originalSize }) => {
        // torch.save compresses nothing, and unpacking could be made to fill the memory.
        if (compression !== 0 || size !== originalSize) {
          throw bad('compressed', `Entry "${name}" of the zip file is compressed.`);
        }
        sizes.set(name, size);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw bad('zip', 'The zip file is damaged.', error);
  }
  const entries = new Map(Object.entries(contents));
  for (const [name, size] of sizes) {
    if (entries.get(name)?.length !== size) throw bad('zip', `Entry "${name}" of the zip file is damaged.`);
  }
  return entries;
}

function hasEndRecord(bytes: Uint8Array): boolean {
  const earliest = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= earliest; at--) {
    if (END_SIGNATURE.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}
