/** A type of the values in an array. */
export interface ValueType {
  /** Of one value. */
  readonly bytes: number;
  /** Whole values of these bytes. 64-bit integers come as the nearest number. */
  readonly values: (bytes: Uint8Array) => Uint8Array | Float64Array;
  /** Whether every value is a byte already, so that none has to be scaled. */
  readonly isByte: boolean;
}

type Read = (view: DataView, at: number, littleEndian: boolean) => number;

export const UINT8: ValueType = { bytes: 1, values: (bytes) => bytes, isByte: true };
/** False and true, which are no pixels of bytes yet. */
const BOOLEAN: ValueType = { ...UINT8, isByte: false };

const READ: Readonly<Record<string, Read>> = {
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

/** By NumPy's name of it: `|u1`, `<f4`, `>i2`. `undefined` for a type that is not read. */
export function valueType(descr: string): ValueType | undefined {
  if (/^[|<>=]?u1$/.test(descr)) return UINT8;
  if (/^[|<>=]?b1$/.test(descr)) return BOOLEAN;
  const [, order, name = ''] = /^([|<>=]?)([iuf]\d)$/.exec(descr) ?? [];
  const read = Object.hasOwn(READ, name) ? READ[name] : undefined;
  if (read === undefined) return undefined;
  const bytes = Number(name[1]);
  return { bytes, values: (part) => valuesOf(part, bytes, read, order !== '>'), isByte: false };
}

function valuesOf(part: Uint8Array, bytes: number, read: Read, littleEndian: boolean): Float64Array {
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  return Float64Array.from({ length: Math.floor(part.length / bytes) }, (_, index) =>
    read(view, index * bytes, littleEndian),
  );
}
