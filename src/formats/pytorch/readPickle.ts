import { ByteReader } from './byteReader';
import { TensorCollection } from './tensors';
import { unpickle } from './unpickle';
import type { PyValue } from './values';

/**
 * The value in a file that holds one pickle, of protocol 2 or later, without any of PyTorch's storages.
 *
 * @throws {Failure} `checkpoint_bad_truncated` and those of `unpickle`
 */
export function readPickle(bytes: Uint8Array): PyValue {
  return unpickle(new ByteReader(bytes, 'truncated'), new TensorCollection(bytes.length));
}
