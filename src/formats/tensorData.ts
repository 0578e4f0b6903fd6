/** The typed array that holds the elements of each dtype; floats of 16 and 8 bits are kept as their bits. */
export interface ElementArrays {
  F64: Float64Array;
  F32: Float32Array;
  F16: Uint16Array;
  BF16: Uint16Array;
  F8_E4M3: Uint8Array;
  F8_E5M2: Uint8Array;
  I64: BigInt64Array;
  I32: Int32Array;
  I16: Int16Array;
  I8: Int8Array;
  U64: BigUint64Array;
  U32: Uint32Array;
  U16: Uint16Array;
  U8: Uint8Array;
  BOOL: Uint8Array;
}

/** Element types by the names that safetensors uses. */
export type DType = keyof ElementArrays;

/** A tensor at rest: contiguous, row-major, `data.length` = product of `shape`; a scalar has shape `[]`. */
export interface TypedTensor<D extends DType> {
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly data: ElementArrays[D];
}

export type TensorData = { [D in DType]: TypedTensor<D> }[DType];

const ARRAY_TYPES: { readonly [D in DType]: new (buffer: ArrayBuffer) => ElementArrays[D] } = {
  F64: Float64Array,
  F32: Float32Array,
  F16: Uint16Array,
  BF16: Uint16Array,
  F8_E4M3: Uint8Array,
  F8_E5M2: Uint8Array,
  I64: BigInt64Array,
  I32: Int32Array,
  I16: Int16Array,
  I8: Int8Array,
  U64: BigUint64Array,
  U32: Uint32Array,
  U16: Uint16Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
};

const ELEMENT_BYTES: Readonly<Record<DType, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
};

export function isDType(name: unknown): name is DType {
  return typeof name === 'string' && Object.hasOwn(ELEMENT_BYTES, name);
}

/** Bytes of one element. */
export function elementBytes(dtype: DType): number {
  return ELEMENT_BYTES[dtype];
}

/** Number of elements of a shape; `undefined` where it is no list of sizes or its product is not exact. */
export function elementCount(shape: readonly unknown[]): number | undefined {
  let count = 1;
  for (const size of shape) {
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
    count *= size;
    if (!Number.isSafeInteger(count)) return undefined;
  }
  return count;
}

/** A tensor of the little-endian bytes, which are copied, so that any alignment is accepted. */
export function tensorFromBytes(dtype: DType, shape: readonly number[], bytes: Uint8Array): TensorData {
  const buffer = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return tensorFromBuffer(dtype, shape, buffer);
}

/** A tensor whose elements are this memory, little-endian. */
export function tensorFromBuffer(dtype: DType, shape: readonly number[], buffer: ArrayBuffer): TensorData {
  return { dtype, shape, data: new ARRAY_TYPES[dtype](buffer) } as TensorData;
}

/** The little-endian bytes of a tensor: a view of its memory, not a copy. */
export function tensorBytes(tensor: TensorData): Uint8Array {
  const { buffer, byteOffset, byteLength } = tensor.data;
  return new Uint8Array(buffer, byteOffset, byteLength);
}
