import { quoted } from '../../quoted';
import { part, type ByteRange, type Reading } from '../reading';
import { bad } from './bad';
import { ByteReader } from './byteReader';
import type { PyTorchOutline } from './outline';
import { TensorCollection } from './tensors';
import { unpickle } from './unpickle';
import { zipEntries } from './zipEntries';

const SIGNATURE = [0x50, 0x4b, 0x03, 0x04];
const PICKLE = 'data.pkl';
/** A pickle has no tensors' data: no model needs a tenth of this. */
const MAX_PICKLE_BYTES = 2 ** 27;
const MAX_ORDER_BYTES = 16;

export function isZip(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads the format of PyTorch 1.6 and later: a zip file of uncompressed entries, `<prefix>/data.pkl` with the pickle
 * and `<prefix>/data/<key>` with the elements of each storage.
 *
 * @param size of the file in bytes
 * @throws {Failure} `checkpoint_bad_zip_without_pickle`, `_byteorder`, `_truncated_pickle`, `_size`, `_short_storage`
 * and those of `zipEntries` and `unpickle`
 */
export function* zipOutline(size: number): Reading<PyTorchOutline> {
  const entries = yield* zipEntries(size);
  const pickles = [...entries.keys()].filter((name) => name === PICKLE || name.endsWith(`/${PICKLE}`));
  const [pickle] = pickles;
  if (pickle === undefined || pickles.length > 1) {
    throw bad(
      'zip_without_pickle',
      `The zip file has ${pickles.length} entries called ${PICKLE} instead of one.`,
    );
  }
  const prefix = pickle.slice(0, -PICKLE.length);
  yield* requireLittleEndian(entries.get(`${prefix}byteorder`));

  const tensors = new TensorCollection(size);
  const value = unpickle(
    new ByteReader(yield* pickleBytes(entries.get(pickle)!), 'truncated_pickle'),
    tensors,
  );
  for (const { key, count, element } of tensors.storages.values()) {
    const place = entries.get(`${prefix}data/${key}`);
    const needed = count * element.bytes;
    if (place === undefined) throw bad('storage', `The zip file lacks the data of storage ${quoted(key)}.`);
    if (place.end - place.start < needed) {
      throw bad(
        'short_storage',
        `Storage ${quoted(key)} has ${place.end - place.start} bytes instead of ${needed}.`,
      );
    }
  }
  return {
    value,
    fill: (wanted) => tensors.fill(({ key }) => entries.get(`${prefix}data/${key}`)!.start, wanted),
  };
}

/** Newer versions of PyTorch say the order of the bytes. */
function* requireLittleEndian(entry: ByteRange | undefined): Reading<void> {
  if (entry === undefined) return;
  const order = yield* part(entry.start, Math.min(entry.end, entry.start + MAX_ORDER_BYTES));
  if (new TextDecoder().decode(order).trim() !== 'little') {
    throw bad('byteorder', 'The checkpoint was written on a big-endian machine.');
  }
}

function* pickleBytes({ start, end }: ByteRange): Reading<Uint8Array> {
  if (end - start > MAX_PICKLE_BYTES) {
    throw bad(
      'size',
      `The pickle of the checkpoint has ${end - start} bytes, far more than any model needs.`,
    );
  }
  return yield* part(start, end);
}
