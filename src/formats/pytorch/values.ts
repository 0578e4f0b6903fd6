import type { TensorData } from '../tensorData';
import type { ElementType } from './elementTypes';

/** A name that the checkpoint refers to. It stands for itself: nothing is ever looked up or called by it. */
export class Token {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Stands for an object that this project has no use for, such as an `argparse.Namespace` or a NumPy array. What the
 * checkpoint puts into it is dropped.
 */
export class Inert {
  /** Python's name of its class, or for a tensor of elements that are not read that of their type. */
  readonly className: string;

  constructor(className: string) {
    this.className = className;
  }

  toString(): string {
    return this.className;
  }
}

/** A NumPy array: no less inert, but its shape and bytes are kept for those who know what they mean. */
export class InertArray extends Inert {
  shape: readonly number[] = [];
  /** As they lie in the file; empty for arrays of objects. */
  bytes: Uint8Array = new Uint8Array(0);

  constructor() {
    super('numpy.ndarray');
  }

  /** Takes the state that NumPy writes: (version, shape, type, whether columns come first, bytes). */
  takeState(state: PyValue): void {
    const [, shape = null, , columnsFirst, bytes] = isTuple(state) ? state : [];
    if (!isTuple(shape) || !shape.every(isSize) || columnsFirst !== false) return;
    if (!(bytes instanceof Uint8Array)) return;
    this.shape = shape;
    this.bytes = bytes;
  }
}

/** A run of elements that tensors look into, before its bytes are known. */
export class StorageReference {
  readonly key: string;
  readonly element: ElementType;
  /** Elements from `start` on that tensors may use. */
  readonly count: number;
  /** First element of a view into a larger storage. */
  readonly start: number;

  constructor(key: string, element: ElementType, count: number, start = 0) {
    this.key = key;
    this.element = element;
    this.count = count;
    this.start = start;
  }
}

/** Keys that are no plain values, such as tuples and paths, stand as `Inert`. */
export type PyKey = string | number | bigint | boolean | null | Inert;

/** Dictionaries, ordered ones too, with their order. */
export type PyDict = Map<PyKey, PyValue>;

/** What a checkpoint consists of; tuples are frozen arrays. Containers may contain themselves. */
export type PyValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | TensorData
  | Token
  | Inert
  | StorageReference
  | readonly PyValue[]
  | PyDict;

export function isTensor(value: PyValue | undefined): value is TensorData {
  return typeof value === 'object' && value !== null && 'dtype' in value && 'data' in value;
}

/** A Python integer that is used as a size, an index or an offset. */
export function isSize(value: PyValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isTuple(value: PyValue | undefined): value is readonly PyValue[] {
  return Array.isArray(value) && Object.isFrozen(value);
}

/** Python's name of a value's type, for messages. */
export function typeName(value: PyValue): string {
  if (value === null) return 'None';
  if (value instanceof Inert) return value.className;
  if (value instanceof Token) return value.name;
  if (value instanceof Map) return 'dict';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof StorageReference) return 'torch.Storage';
  if (isTensor(value)) return 'torch.Tensor';
  if (typeof value === 'object') return isTuple(value) ? 'tuple' : 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return PLAIN_TYPES[typeof value] ?? typeof value;
}

const PLAIN_TYPES: Readonly<Record<string, string>> = { boolean: 'bool', bigint: 'int', string: 'str' };
