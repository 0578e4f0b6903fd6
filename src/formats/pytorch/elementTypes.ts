import type { DType } from '../tensorData';

/** What the elements of a storage or a tensor are. */
export interface ElementType {
  /** PyTorch's own name, e.g. "torch.float32". */
  readonly name: string;
  readonly bytes: number;
  /** `undefined` where this project does not read such elements. */
  readonly dtype: DType | undefined;
}

/** PyTorch's element types: name, bytes, ours, and the class of their storages where there is one. */
const TYPES: readonly (readonly [string, number, (DType | undefined)?, string?])[] = [
  ['torch.float64', 8, 'F64', 'torch.DoubleStorage'],
  ['torch.float32', 4, 'F32', 'torch.FloatStorage'],
  ['torch.float16', 2, 'F16', 'torch.HalfStorage'],
  ['torch.bfloat16', 2, 'BF16', 'torch.BFloat16Storage'],
  ['torch.int64', 8, 'I64', 'torch.LongStorage'],
  ['torch.int32', 4, 'I32', 'torch.IntStorage'],
  ['torch.int16', 2, 'I16', 'torch.ShortStorage'],
  ['torch.int8', 1, 'I8', 'torch.CharStorage'],
  ['torch.uint64', 8, 'U64'],
  ['torch.uint32', 4, 'U32'],
  ['torch.uint16', 2, 'U16'],
  ['torch.uint8', 1, 'U8', 'torch.ByteStorage'],
  ['torch.bool', 1, 'BOOL', 'torch.BoolStorage'],
  ['torch.complex32', 4],
  ['torch.complex64', 8, undefined, 'torch.ComplexFloatStorage'],
  ['torch.complex128', 16, undefined, 'torch.ComplexDoubleStorage'],
  ['torch.qint8', 1, undefined, 'torch.QInt8Storage'],
  ['torch.quint8', 1, undefined, 'torch.QUInt8Storage'],
  ['torch.qint32', 4, undefined, 'torch.QInt32Storage'],
  ['torch.quint4x2', 1, undefined, 'torch.QUInt4x2Storage'],
  ['torch.quint2x4', 1, undefined, 'torch.QUInt2x4Storage'],
  ['torch.float8_e4m3fn', 1, 'F8_E4M3'],
  ['torch.float8_e4m3fnuz', 1],
  ['torch.float8_e5m2', 1, 'F8_E5M2'],
  ['torch.float8_e5m2fnuz', 1],
  ['torch.float8_e8m0fnu', 1],
  ['torch.float4_e2m1fn_x2', 1],
];

/** By PyTorch's name of the type. */
export const ELEMENT_TYPES: ReadonlyMap<string, ElementType> = new Map(
  TYPES.map(([name, bytes, dtype]) => [name, { name, bytes, dtype }]),
);

/** By the class of the storage. One without a type is of bytes; the tensors in it say what they are. */
export const STORAGE_TYPES: ReadonlyMap<string, ElementType> = new Map([
  ...TYPES.flatMap(([name, , , storage]) =>
    storage === undefined ? [] : [[storage, ELEMENT_TYPES.get(name)!] as const],
  ),
  ['torch.storage.UntypedStorage', ELEMENT_TYPES.get('torch.uint8')!] as const,
]);
