import { bad } from './bad';
import { isPickle, readLegacyFormat } from './legacyFormat';
import type { PyValue } from './values';
import { isZip, readZipFormat } from './zipFormat';

/**
 * Reads a file written by PyTorch's `torch.save`, of the zip or the legacy format, without Python and without running
 * anything that it contains. Tensors are contiguous copies in row-major order.
 *
 * @throws {Failure} `checkpoint_bad_*`, by reason, for everything malformed or hostile: `empty`, `garbage`,
 * `truncated_zip`, `truncated_legacy`, `truncated_pickle`, `zip`, `zip_without_pickle`, `compressed`, `byteorder`,
 * `opcode`, `pickle`, `global`, `call`, `storage`, `short_storage`, `tensor`, `size`
 */
export function readPyTorch(bytes: Uint8Array): PyValue {
  if (bytes.length === 0) throw bad('empty', 'The file is empty.');
  if (isZip(bytes)) return readZipFormat(bytes);
  if (isPickle(bytes)) return readLegacyFormat(bytes);
  throw bad('garbage', 'The file is no PyTorch checkpoint: it is neither a zip file nor a pickle.');
}
