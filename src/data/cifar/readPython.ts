import { Failure } from '../../failure';
import { readPickle } from '../../formats/pytorch/readPickle';
import { InertArray, type PyValue } from '../../formats/pytorch/values';
import { plain } from '../../quoted';
import type { NamedBytes } from './readCifar';

const PIXEL_BYTES = 3 * 32 * 32;
const LABELS = ['labels', 'fine_labels'];
const COARSE_LABELS = 'coarse_labels';
const CLASS_NAMES = ['label_names', 'fine_label_names'];

/**
 * A batch of CIFAR's Python version (a pickled dictionary of `data`, `[n, 3072]` bytes, and `labels`) as one of the binary
 * version: label bytes and planes, image after image.
 *
 * @throws {Failure} `data_unreadable` where it is damaged, or no such dictionary
 */
export function binaryBatch({ name, bytes }: NamedBytes): NamedBytes {
  const batch = dictionary(name, bytes);
  const data = batch.get('data');
  const labels = labelBytes(LABELS.map((key) => batch.get(key)).find((value) => value !== undefined));
  const coarse = batch.has(COARSE_LABELS) ? labelBytes(batch.get(COARSE_LABELS)) : undefined;
  const count = labels?.length ?? 0;
  if (!(data instanceof InertArray) || data.bytes.length !== count * PIXEL_BYTES || labels === undefined) {
    throw unreadable(name);
  }
  if (batch.has(COARSE_LABELS) && coarse?.length !== count) throw unreadable(name);
  const before = coarse === undefined ? 1 : 2;
  const records = new Uint8Array(count * (before + PIXEL_BYTES));
  for (let image = 0; image < count; image++) {
    const start = image * (before + PIXEL_BYTES);
    if (coarse !== undefined) records[start] = coarse[image]!;
    records[start + before - 1] = labels[image]!;
    records.set(data.bytes.subarray(image * PIXEL_BYTES, (image + 1) * PIXEL_BYTES), start + before);
  }
  return { name, bytes: records };
}

/** Class names out of `batches.meta` or `meta`; undefined where it has none. */
export function pythonClassNames({ name, bytes }: NamedBytes): readonly string[] | undefined {
  const meta = dictionary(name, bytes);
  const names = CLASS_NAMES.map((key) => meta.get(key)).find((value) => value !== undefined);
  return Array.isArray(names) && names.every((entry) => typeof entry === 'string') ? names : undefined;
}

/** By names, whether the file keeps them as texts or as bytes. */
function dictionary(name: string, bytes: Uint8Array): ReadonlyMap<unknown, PyValue> {
  try {
    const value = readPickle(bytes);
    if (value instanceof Map) return value;
  } catch (error) {
    throw unreadable(name, error);
  }
  throw unreadable(name);
}

function labelBytes(value: PyValue | undefined): readonly number[] | undefined {
  const isByte = (label: PyValue): label is number => typeof label === 'number' && label >= 0 && label < 256;
  return Array.isArray(value) && value.every(isByte) ? value : undefined;
}

function unreadable(name: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'data_unreadable',
      message: `${plain(name)} is damaged, or no batch of CIFAR’s Python version.`,
      doing: `reading ${plain(name)}`,
      remedy: 'Download it again, or choose the binary version: data_batch_1.bin and its like.',
    },
    { cause },
  );
}
