import { quoted } from '../../quoted';
import { bad } from './bad';
import { ByteReader } from './byteReader';
import { TensorCollection } from './tensors';
import { unpickle } from './unpickle';
import type { PyValue } from './values';
import { zipEntries } from './zipEntries';

const SIGNATURE = [0x50, 0x4b, 0x03, 0x04];
const PICKLE = 'data.pkl';

export function isZip(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads the format of PyTorch 1.6 and later: a zip file of uncompressed entries, `<prefix>/data.pkl` with the pickle
 * and `<prefix>/data/<key>` with the elements of each storage.
 *
 * @throws {Failure} `checkpoint_bad_zip_without_pickle`, `_byteorder`, `_truncated_pickle`, `_short_storage` and those
 * of `zipEntries` and `unpickle`
 */
export function readZipFormat(bytes: Uint8Array): PyValue {
  const entries = zipEntries(bytes);
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
  if (order !== undefined && new TextDecoder().decode(order.subarray(0, 16)).trim() !== 'little') {
    throw bad('byteorder', 'The checkpoint was written on a big-endian machine.');
  }

  const tensors = new TensorCollection(bytes.length);
  const value = unpickle(new ByteReader(entries.get(pickle)!, 'truncated_pickle'), tensors);
  for (const { key, count, element } of tensors.storages.values()) {
    const size = entries.get(`${prefix}data/${key}`)?.length;
    const needed = count * element.bytes;
    if (size === undefined) throw bad('storage', `The zip file lacks the data of storage ${quoted(key)}.`);
    if (size < needed) {
      throw bad('short_storage', `Storage ${quoted(key)} has ${size} bytes instead of ${needed}.`);
    }
  }
  tensors.fill(({ key }) => entries.get(`${prefix}data/${key}`)!);
  return value;
}
