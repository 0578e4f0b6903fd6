import type { DType, TensorData } from '../tensorData';

/** A name that the checkpoint refers to. It stands for itself: nothing is ever looked up or called by it. */
export class Token {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A run of elements that tensors look into, before its bytes are known. */
export class StorageReference {
  readonly key: string;
  readonly dtype: DType;
  /** Elements from `start` on that tensors may use. */
  readonly count: number;
  /** First element of a view into a larger storage. */
  readonly start: number;

  constructor(key: string, dtype: DType, count: number, start = 0) {
    this.key = key;
    this.dtype = dtype;
    this.count = count;
    this.start = start;
  }
}

export type PyKey = string | number | bigint | boolean | null;

/** Dictionaries, ordered ones too, with their order. */
export type PyDict = Map<PyKey, PyValue>;

/** What a checkpoint consists of; tuples are frozen arrays. */
export type PyValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | TensorData
  | Token
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
