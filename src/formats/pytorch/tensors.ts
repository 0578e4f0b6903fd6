import { elementBytes, elementCount, tensorFromBytes } from '../tensorData';
import type { TensorData } from '../tensorData';
import { bad } from './bad';
import type { StorageReference } from './values';

/**
 * Tensors may be copied to at most this many times the file's size (views overlap and expand), or to this many bytes:
 * a small file must not claim all memory.
 */
const MAX_GROWTH = 16;
const MIN_BUDGET = 2 ** 26;

interface Pending {
  readonly tensor: TensorData;
  readonly storage: StorageReference;
  readonly offset: number;
  readonly strides: readonly number[];
}

/**
 * The tensors of one checkpoint. They are made without data while the pickle is read, since the legacy format has the
 * data after it, and filled once the storages are known.
 */
export class TensorCollection {
  readonly storages = new Map<string, StorageReference>();
  private readonly pending: Pending[] = [];
  private budget: number;

  constructor(fileBytes: number) {
    this.budget = Math.max(MIN_BUDGET, MAX_GROWTH * fileBytes);
  }

  /** Takes note of a storage that tensors refer to; all references to a key must agree on its elements. */
  addStorage(storage: StorageReference): void {
    const known = this.storages.get(storage.key);
    if (known !== undefined && (known.dtype !== storage.dtype || known.count !== storage.count)) {
      const [before, now] = [known, storage].map(({ dtype, count }) => `${count} elements of ${dtype}`);
      throw bad('storage', `Storage "${storage.key}" is described as ${before} and as ${now}.`);
    }
    this.storages.set(storage.key, storage);
  }

  /** A tensor that looks into a storage at `offset` with the strides, all in elements. */
  add(
    storage: StorageReference,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
  ): TensorData {
    const count = elementCount(shape);
    if (count === undefined || strides.length !== shape.length) {
      throw bad('tensor', `A tensor has shape [${shape.join(', ')}] and strides [${strides.join(', ')}].`);
    }
    const last = shape.reduce((index, size, axis) => index + (size - 1) * strides[axis]!, offset);
    if (count > 0 && last >= storage.count) {
      throw bad(
        'short_storage',
        `A tensor of shape [${shape.join(', ')}] needs ${last + 1} elements of storage "${storage.key}", which has ${storage.count}.`,
      );
    }
    this.budget -= count * elementBytes(storage.dtype);
    if (this.budget < 0) throw bad('size', 'The tensors of the checkpoint are far larger than the file.');
    const tensor = tensorFromBytes(storage.dtype, shape, new Uint8Array(0));
    this.pending.push({ tensor, storage, offset: storage.start + offset, strides });
    return tensor;
  }

  /** Fills every tensor from the bytes of its storage. */
  fill(bytesOf: (storage: StorageReference) => Uint8Array): void {
    for (const { tensor, storage, offset, strides } of this.pending) {
      const bytes = bytesOf(storage);
      const contiguous = gather(bytes, elementBytes(tensor.dtype), offset, tensor.shape, strides);
      Object.assign(tensor, tensorFromBytes(tensor.dtype, tensor.shape, contiguous));
    }
  }
}

/** The elements of a strided view, row-major. */
function gather(
  bytes: Uint8Array,
  width: number,
  offset: number,
  shape: readonly number[],
  strides: readonly number[],
): Uint8Array {
  const count = elementCount(shape)!;
  if (isContiguous(shape, strides)) return bytes.subarray(offset * width, (offset + count) * width);
  const result = new Uint8Array(count * width);
  const index = new Array<number>(shape.length).fill(0);
  let from = offset;
  for (let to = 0; to < count; to++) {
    for (let byte = 0; byte < width; byte++) result[to * width + byte] = bytes[from * width + byte]!;
    // Count up in the shape, last axis first, moving through the storage along.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      index[axis]! += 1;
      if (index[axis]! < shape[axis]!) break;
      from -= index[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}

function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}
