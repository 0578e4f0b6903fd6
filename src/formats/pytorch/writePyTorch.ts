import { zipSync } from 'fflate';
import { Failure } from '../../failure';
import { tensorBytes, type DType, type TensorData } from '../tensorData';
import { OPCODES as O } from './opcodes';
import { isTensor, isTuple, Token, type PyValue } from './values';

/** PyTorch's storage of each element type that it has one for. */
const STORAGES: Partial<Record<DType, string>> = {
  F64: 'DoubleStorage',
  F32: 'FloatStorage',
  F16: 'HalfStorage',
  BF16: 'BFloat16Storage',
  I64: 'LongStorage',
  I32: 'IntStorage',
  I16: 'ShortStorage',
  I8: 'CharStorage',
  U8: 'ByteStorage',
  BOOL: 'BoolStorage',
};

/** Zip files without 64-bit records end here. */
const MOST_BYTES = 2 ** 32 - 2 ** 24;
/** Entries have no time of their own, so that the same weights give the same file. */
const NO_TIME = new Date(1980, 0, 1);
/** Of PyTorch's zip format. */
const FORMAT_VERSION = '3\n';
const PROTOCOL = 2;

/**
 * A value as `torch.save` writes it, in the zip format, for `torch.load` and `readPyTorch`: dictionaries are `Map`s, tuples
 * frozen arrays, names of Python `Token`s.
 *
 * @throws {Failure} `storage_failed` for more than 4 GiB, `internal` for a value that no checkpoint holds.
 */
export function writePyTorch(value: PyValue): Uint8Array<ArrayBuffer> {
  const pickler = new Pickler();
  pickler.put(O.PROTO, PROTOCOL);
  pickler.value(value);
  pickler.put(O.STOP);
  const bytes = pickler.storages.reduce((sum, { length }) => sum + length, 0);
  if (bytes > MOST_BYTES)
    throw new Failure({
      code: 'storage_failed',
      message: `The tensors have ${bytes} bytes; a file of this kind holds at most ${MOST_BYTES}.`,
      doing: 'writing a PyTorch file',
      remedy: 'Save the weights without the optimiser’s state, or as safetensors.',
    });
  const encoder = new TextEncoder();
  return zipSync(
    {
      'archive/data.pkl': Uint8Array.from(pickler.bytes),
      'archive/byteorder': encoder.encode('little'),
      ...Object.fromEntries(pickler.storages.map((storage, key) => [`archive/data/${key}`, storage])),
      'archive/version': encoder.encode(FORMAT_VERSION),
    },
    { level: 0, mtime: NO_TIME },
  );
}

class Pickler {
  readonly bytes: number[] = [];
  readonly storages: Uint8Array[] = [];

  put(...bytes: readonly number[]): void {
    for (const byte of bytes) this.bytes.push(byte);
  }

  value(value: PyValue): void {
    if (value === null) this.put(O.NONE);
    else if (typeof value === 'boolean') this.put(value ? O.NEWTRUE : O.NEWFALSE);
    else if (typeof value === 'string') this.text(value);
    else if (typeof value === 'number') this.number(value);
    else if (value instanceof Token) this.global(value.name);
    else if (value instanceof Map) {
      this.put(O.EMPTY_DICT, O.MARK);
      for (const [key, item] of value) {
        this.value(key);
        this.value(item);
      }
      this.put(O.SETITEMS);
    } else if (isTensor(value)) this.tensor(value);
    else if (isTuple(value)) this.tuple(value);
    else if (Array.isArray(value)) {
      this.put(O.EMPTY_LIST, O.MARK);
      for (const item of value as readonly PyValue[]) this.value(item);
      this.put(O.APPENDS);
    } else throw new Failure({ code: 'internal', message: 'There is no such value in a checkpoint.' });
  }

  /** `_rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks)` of a storage of its own. */
  private tensor(tensor: TensorData): void {
    const { dtype, shape, data } = tensor;
    const storage = STORAGES[dtype];
    if (storage === undefined)
      throw new Failure({ code: 'internal', message: `PyTorch has no storage of ${dtype}.` });
    const key = this.storages.push(tensorBytes(tensor)) - 1;
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
    this.global('torch._utils._rebuild_tensor_v2');
    this.put(O.MARK);
    this.tuple(['storage', new Token(`torch.${storage}`), String(key), 'cpu', data.length]);
    this.put(O.BINPERSID);
    this.number(0);
    this.tuple(shape);
    this.tuple(strides);
    this.put(O.NEWFALSE);
    this.global('collections.OrderedDict');
    this.put(O.EMPTY_TUPLE, O.REDUCE, O.TUPLE, O.REDUCE);
  }

  private tuple(values: readonly PyValue[]): void {
    this.put(O.MARK);
    for (const item of values) this.value(item);
    this.put(O.TUPLE);
  }

  private number(value: number): void {
    const view = new DataView(new ArrayBuffer(8));
    const isInt32 = Number.isInteger(value) && Math.abs(value) < 2 ** 31;
    if (isInt32) view.setInt32(0, value, true);
    else view.setFloat64(0, value);
    this.put(isInt32 ? O.BININT : O.BINFLOAT, ...new Uint8Array(view.buffer, 0, isInt32 ? 4 : 8));
  }

  private text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.put(O.BINUNICODE, ...new Uint8Array(Uint32Array.of(bytes.length).buffer), ...bytes);
  }

  /** "a.b.c" as the module "a.b" and its "c", each a line. */
  private global(name: string): void {
    const dot = name.lastIndexOf('.');
    const lines = `${name.slice(0, dot)}\n${name.slice(dot + 1)}\n`;
    this.put(O.GLOBAL, ...new TextEncoder().encode(lines));
  }
}
