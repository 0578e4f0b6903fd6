import { quoted } from '../../quoted';
import { part, type Reading } from '../reading';
import { bad } from './bad';
import { ByteReader, endsEarly } from './byteReader';
import type { PyTorchOutline } from './outline';
import { TensorCollection } from './tensors';
import { unpickle } from './unpickle';
import type { PyValue } from './values';

const PROTO = 0x80;
const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const FORMAT_VERSION = 1001;
const TRUNCATED = 'truncated_legacy';
/** The pickles before the data: no model needs a tenth of this. */
const MAX_PICKLE_BYTES = 2 ** 26;
const COUNT_BYTES = 8;

/** Whether the bytes begin with a pickle of protocol 2 or later, as the legacy format does. */
export function isPickle(bytes: Uint8Array): boolean {
  return bytes[0] === PROTO && bytes[1]! >= 2 && bytes[1]! <= 5;
}

/**
 * Reads the format before PyTorch 1.6: five pickles (magic number, version, system, the object, keys of its storages),
 * then for each key the number of elements (64 bits) and the elements.
 *
 * @param size of the file in bytes
 * @throws {Failure} `checkpoint_bad_garbage` for other pickles, `_truncated_legacy`, `_byteorder`, `_storage`,
 * `_short_storage` and those of `unpickle`
 */
export function* legacyOutline(size: number): Reading<PyTorchOutline> {
  const reader = new ByteReader(yield* part(0, Math.min(size, MAX_PICKLE_BYTES)), TRUNCATED);
  const tensors = new TensorCollection(size);
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
  const starts = yield* storageStarts(keys, tensors, reader.position, size);
  return {
    value,
    fill: (wanted) =>
      tensors.fill(({ key }) => {
        const start = starts.get(key);
        if (start === undefined)
          throw bad('storage', `The checkpoint lacks the data of storage ${quoted(key)}.`);
        return start;
      }, wanted),
  };
}

/** Where the elements of each storage begin, from the first byte after the pickles on. */
function* storageStarts(
  keys: readonly PyValue[],
  tensors: TensorCollection,
  first: number,
  size: number,
): Reading<ReadonlyMap<string, number>> {
  const starts = new Map<string, number>();
  let position = first;
  for (const key of keys) {
    const storage = typeof key === 'string' ? tensors.storages.get(key) : undefined;
    if (storage === undefined) throw bad('storage', 'The checkpoint holds a storage that no tensor uses.');
    if (position + COUNT_BYTES > size) throw endsEarly(TRUNCATED, size);
    const count = new ByteReader(yield* part(position, position + COUNT_BYTES), TRUNCATED).uint64();
    if (count < storage.count) {
      throw bad(
        'short_storage',
        `Storage ${quoted(storage.key)} has ${count} elements instead of ${storage.count}.`,
      );
    }
    starts.set(storage.key, position + COUNT_BYTES);
    position += COUNT_BYTES + count * storage.element.bytes;
    if (position > size) throw endsEarly(TRUNCATED, size);
  }
  return starts;
}
