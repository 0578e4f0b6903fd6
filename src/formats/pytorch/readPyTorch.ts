import { part, readInMemory, type Reading } from '../reading';
import { bad } from './bad';
import { isPickle, legacyOutline } from './legacyFormat';
import type { PyTorchOutline } from './outline';
import type { PyValue } from './values';
import { isZip, zipOutline } from './zipFormat';

const SIGNATURE_BYTES = 4;

/**
 * Reads a file written by PyTorch's `torch.save`, of the zip or the legacy format, without Python and without running
 * anything that it contains. Tensors are contiguous copies in row-major order.
 *
 * @throws {Failure} `checkpoint_bad_*`, by reason, for everything malformed or hostile: `empty`, `garbage`,
 * `truncated_zip`, `truncated_legacy`, `truncated_pickle`, `zip`, `zip_without_pickle`, `compressed`, `byteorder`,
 * `opcode`, `pickle`, `global`, `call`, `storage`, `short_storage`, `tensor`, `size`
 */
export function readPyTorch(bytes: Uint8Array): PyValue {
  return readInMemory(bytes, wholeFile(bytes.length));
}

function* wholeFile(size: number): Reading<PyValue> {
  const { value, fill } = yield* pyTorchOutline(size);
  yield* fill();
  return value;
}

/**
 * The same without the data of its tensors, which is read when it is asked for.
 *
 * @param size of the file in bytes
 */
export function* pyTorchOutline(size: number): Reading<PyTorchOutline> {
  if (size === 0) throw bad('empty', 'The file is empty.');
  const signature = yield* part(0, Math.min(size, SIGNATURE_BYTES));
  if (isZip(signature)) return yield* zipOutline(size);
  if (isPickle(signature)) return yield* legacyOutline(size);
  throw bad('garbage', 'The file is no PyTorch checkpoint: it is neither a zip file nor a pickle.');
}
