import { quoted } from '../../quoted';
import { bad } from './bad';
import { ByteReader } from './byteReader';
import { TensorCollection } from './tensors';
import { unpickle } from './unpickle';
import type { PyValue } from './values';

const PROTO = 0x80;
const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const FORMAT_VERSION = 1001;

/** Whether the bytes begin with a pickle of protocol 2 or later, as the legacy format does. */
export function isPickle(bytes: Uint8Array): boolean {
  return bytes[0] === PROTO && bytes[1]! >= 2 && bytes[1]! <= 5;
}

/**
 * Reads the format before PyTorch 1.6: five pickles (magic number, version, system, the object, keys of its storages),
 * then for each key the number of elements (64 bits) and the elements.
 *
 * @throws {Failure} `checkpoint_bad_garbage` for other pickles, `_truncated_legacy`, `_byteorder`, `_storage`,
 * `_short_storage` and those of `unpickle`
 */
export function readLegacyFormat(bytes: Uint8Array): PyValue {
  const reader = new ByteReader(bytes, 'truncated_legacy');
  const tensors = new TensorCollection(bytes.length);
  if (unpickle(reader, tensors) !== MAGIC_NUMBER || unpickle(reader, tensors) !== FORMAT_VERSION) {
    throw bad('garbage', 'The file is a pickle, but not one that torch.save has written.');
  }
  const system = unpickle(reader, tensors);
  if (!(system instanceof Map) || system.get('little_endian') !== true) {
    throw bad('byteorder', 'The checkpoint was written on a big-endian machine.');
  }
  const value = unpickle(reader, tensors);
  const keys = unpickle(reader, tensors);
  if (!Array.isArray(keys)) throw bad('storage', 'The checkpoint has no list of its storages.');

  const contents = new Map<string, Uint8Array>();
  for (const key of keys as readonly PyValue[]) {
    const storage = typeof key === 'string' ? tensors.storages.get(key) : undefined;
    if (storage === undefined) throw bad('storage', 'The checkpoint holds a storage that no tensor uses.');
    const count = reader.uint64();
    if (count < storage.count) {
      throw bad(
        'short_storage',
        `Storage ${quoted(storage.key)} has ${count} elements instead of ${storage.count}.`,
      );
    }
    contents.set(storage.key, reader.take(count * storage.element.bytes));
  }
  tensors.fill(({ key }) => {
    const content = contents.get(key);
    if (content === undefined)
      throw bad('storage', `The checkpoint lacks the data of storage ${quoted(key)}.`);
    return content;
  });
  return value;
}
