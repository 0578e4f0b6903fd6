import { plain, quoted } from '../../quoted';
import { part, type Reading } from '../reading';
import { elementCount, tensorFromBuffer, tensorFromBytes } from '../tensorData';
import type { TensorData } from '../tensorData';
import { bad } from './bad';
import { COST, dataBudget, objectBudget } from './budget';
import type { Budget } from './budget';
import type { ElementType } from './elementTypes';
import { gather } from './gather';
import { Inert, isSize } from './values';
import type { PyValue, StorageReference } from './values';

/** As many as PyTorch itself can handle. */
const MAX_AXES = 64;
const NO_BYTES = new ArrayBuffer(0);

/** How a checkpoint describes a tensor; offset and strides count elements. */
interface Description {
  readonly storage: StorageReference;
  readonly element: ElementType;
  readonly offset: number;
  readonly shape: readonly PyValue[];
  readonly strides: readonly PyValue[];
}

interface Pending {
  readonly tensor: TensorData;
  readonly storage: StorageReference;
  readonly element: ElementType;
  readonly offset: number;
  readonly strides: readonly number[];
}

/**
 * The tensors of one checkpoint, and the memory that reading it may take. Tensors are made without data while the
 * pickle is read, since the legacy format has the data after it, and filled once the storages are known.
 */
export class TensorCollection {
  readonly storages = new Map<string, StorageReference>();
  /** For what is no tensor data. */
  readonly objects: Budget;
  private readonly copies: Budget;
  private readonly pending: Pending[] = [];

  constructor(fileBytes: number) {
    this.objects = objectBudget(fileBytes);
    this.copies = dataBudget(fileBytes);
  }

  /** Takes note of a storage that tensors refer to; all references to a key must agree on its elements. */
  addStorage(storage: StorageReference): void {
    this.objects.take(COST.storage);
    const known = this.storages.get(storage.key);
    if (known !== undefined && (known.element !== storage.element || known.count !== storage.count)) {
      const [before, now] = [known, storage].map(
        ({ element, count }) => `${count} elements of ${element.name}`,
      );
      throw bad('storage', `Storage ${quoted(storage.key)} is described as ${before} and as ${now}.`);
    }
    this.storages.set(storage.key, storage);
  }

  /** A tensor that looks into a storage; one whose elements are not read is inert. */
  add({ storage, element, offset, shape, strides }: Description): TensorData | Inert {
    this.objects.take(COST.tensor);
    if (!areSizes(shape) || !areSizes(strides) || strides.length !== shape.length) {
      throw bad('tensor', 'A tensor has no valid shape or strides.');
    }
    const count = elementCount(shape);
    if (count === undefined) throw bad('tensor', `A tensor has shape ${shapeText(shape)}.`);
    const available = Math.floor((storage.count * storage.element.bytes) / element.bytes);
    const last = shape.reduce((index, size, axis) => index + (size - 1) * strides[axis]!, offset);
    if (count > 0 && last >= available) {
      throw bad(
        'short_storage',
        `A tensor of shape ${shapeText(shape)} needs ${last + 1} elements of storage ${quoted(storage.key, 60)}, which has ${available}.`,
      );
    }
    if (element.dtype === undefined) return new Inert(element.name);
    this.copies.take(count * element.bytes);
    const tensor = tensorFromBuffer(element.dtype, shape, NO_BYTES);
    this.pending.push({ tensor, storage, element, offset, strides });
    return tensor;
  }

  /**
   * Reads the elements of tensors.
   *
   * @param startOf a storage: its first byte in the file
   * @param wanted tensors; all of them where it is left out
   */
  *fill(startOf: (storage: StorageReference) => number, wanted?: ReadonlySet<TensorData>): Reading<void> {
    for (const { tensor, storage, element, offset, strides } of this.pending) {
      if (wanted?.has(tensor) === false) continue;
      const { dtype, shape } = tensor;
      const first = startOf(storage) + storage.start * storage.element.bytes + offset * element.bytes;
      const bytes = yield* part(first, first + spanOf(shape, strides) * element.bytes);
      const filled = isContiguous(shape, strides)
        ? tensorFromBytes(dtype, shape, bytes)
        : tensorFromBuffer(dtype, shape, gather(bytes, element.bytes, shape, strides));
      Object.assign(tensor, filled);
    }
  }
}

/** Elements from the first to the last one of a view. */
function spanOf(shape: readonly number[], strides: readonly number[]): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((last, size, axis) => last + (size - 1) * strides[axis]!, 1);
}

/** Sizes of axes or strides. Too many are not even looked at: a tuple can be shared by thousands of tensors. */
function areSizes(values: readonly PyValue[]): values is readonly number[] {
  return values.length <= MAX_AXES && values.every(isSize);
}

function shapeText(shape: readonly number[]): string {
  return `[${plain(shape.join(', '), 60)}]`;
}

function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}
