import { zipSync } from 'fflate';
import { tensorBytes, type DType, type TensorData } from '../../tensorData';
import { OPCODES as O } from '../opcodes';
import { isTensor, isTuple, Token, type PyValue } from '../values';

const STORAGES: Partial<Record<DType, string>> = {
  F64: 'DoubleStorage',
  F32: 'FloatStorage',
  F16: 'HalfStorage',
  I64: 'LongStorage',
};

/** Test support: a value as `torch.save` writes it, in the zip format. Whole numbers become integers. */
export function torchSave(value: PyValue): Uint8Array {
  const storages: Record<string, Uint8Array> = {};
  const pickle = [O.PROTO, 2, ...bytesOf(value, storages), O.STOP];
  return zipSync({ 'archive/data.pkl': Uint8Array.from(pickle), ...storages }, { level: 0 });
}

function bytesOf(value: PyValue, storages: Record<string, Uint8Array>): number[] {
  const inner = (values: readonly PyValue[]) => values.flatMap((item) => bytesOf(item, storages));
  if (value === null) return [O.NONE];
  if (typeof value === 'boolean') return [value ? O.NEWTRUE : O.NEWFALSE];
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  if (value instanceof Token) return [O.GLOBAL, ...globalName(value.name)];
  if (value instanceof Map) return [O.EMPTY_DICT, O.MARK, ...inner([...value].flat()), O.SETITEMS];
  if (isTensor(value)) return tensor(value, storages);
  if (isTuple(value)) return [O.MARK, ...inner(value), O.TUPLE];
  if (Array.isArray(value)) return [O.EMPTY_LIST, O.MARK, ...inner(value as PyValue[]), O.APPENDS];
  throw new Error('There is no such value in a checkpoint.');
}

function tensor(value: TensorData, storages: Record<string, Uint8Array>): number[] {
  const key = String(Object.keys(storages).length);
  storages[`archive/data/${key}`] = tensorBytes(value).slice();
  const strides = value.shape.map((_, axis) => value.shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const sizes = (list: readonly number[]) => [O.MARK, ...list.flatMap(number), O.TUPLE];
  const storage = [
    ...[O.MARK, ...text('storage'), O.GLOBAL, ...globalName(`torch.${STORAGES[value.dtype]!}`)],
    ...[...text(key), ...text('cpu'), ...number(value.data.length), O.TUPLE, O.BINPERSID],
  ];
  return [
    ...[O.GLOBAL, ...globalName('torch._utils._rebuild_tensor_v2'), O.MARK, ...storage, ...number(0)],
    ...[...sizes(value.shape), ...sizes(strides), O.NEWFALSE, O.NONE, O.TUPLE, O.REDUCE],
  ];
}

function number(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  const isInt32 = Number.isInteger(value) && Math.abs(value) < 2 ** 31;
  if (isInt32) view.setInt32(0, value, true);
  else view.setFloat64(0, value);
  return [isInt32 ? O.BININT : O.BINFLOAT, ...new Uint8Array(view.buffer, 0, isInt32 ? 4 : 8)];
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [O.BINUNICODE, ...new Uint8Array(Uint32Array.of(bytes.length).buffer), ...bytes];
}

/** "a.b.c" as the module "a.b" and its "c", each a line. */
function globalName(name: string): number[] {
  const dot = name.lastIndexOf('.');
  return [...new TextEncoder().encode(`${name.slice(0, dot)}\n${name.slice(dot + 1)}\n`)];
}
