import { bad } from './bad';
import { COST } from './budget';
import type { ByteReader } from './byteReader';
import { construct, resolveGlobal, resolveStorage } from './constructors';
import { Machine } from './machine';
import { OPCODES } from './opcodes';
import type { TensorCollection } from './tensors';
import { Inert, InertArray, isTensor } from './values';
import type { PyValue } from './values';

/** Bytes of the longest integer that is read; longer ones take quadratic time. */
const MAX_INTEGER_BYTES = 1024;

/**
 * Reads one pickle: a program for a stack machine. This machine can build plain values and make the calls of
 * `constructors.ts`; it has no access to anything else, so that a hostile file can at worst be refused. Objects of the
 * classes of `inertClasses.ts` become `Inert` values.
 *
 * @throws {Failure} `checkpoint_bad_opcode`, `_pickle`, `_global`, `_call`, `_storage`, `_tensor`, `_short_storage`,
 * `_size`, or the reader's failure at the end of the bytes
 */
export function unpickle(reader: ByteReader, tensors: TensorCollection): PyValue {
  const machine = new Machine(reader, tensors);
  for (;;) {
    const opcode = reader.uint8();
    if (opcode === OPCODES.STOP) return machine.pop();
    const operation = OPERATIONS.get(opcode);
    if (operation === undefined) {
      const code = opcode.toString(16).padStart(2, '0');
      throw bad('opcode', `The checkpoint's pickle has the instruction 0x${code}, which no model needs.`);
    }
    operation(machine);
  }
}

const OPERATIONS: ReadonlyMap<number, (machine: Machine) => void> = new Map([
  [OPCODES.PROTO, (m) => void m.reader.uint8()],
  [OPCODES.FRAME, (m) => void m.reader.uint64()],
  [OPCODES.MARK, (m) => m.mark()],
  [OPCODES.POP, (m) => void m.pop()],
  [OPCODES.POP_MARK, (m) => void m.popMark()],
  [OPCODES.DUP, (m) => m.push(m.top())],

  [OPCODES.NONE, (m) => m.push(null)],
  [OPCODES.NEWTRUE, (m) => m.push(true)],
  [OPCODES.NEWFALSE, (m) => m.push(false)],
  [OPCODES.BININT, (m) => m.push(m.reader.int32())],
  [OPCODES.BININT1, (m) => m.push(m.reader.uint8())],
  [OPCODES.BININT2, (m) => m.push(m.reader.uint16())],
  [OPCODES.LONG1, (m) => m.push(integer(m.reader.take(m.reader.uint8())))],
  [OPCODES.LONG4, (m) => m.push(integer(m.reader.take(m.reader.uint32())))],
  [OPCODES.BINFLOAT, (m) => m.push(m.reader.float64())],
  [OPCODES.BINUNICODE, (m) => m.pushText(m.reader.uint32())],
  [OPCODES.SHORT_BINUNICODE, (m) => m.pushText(m.reader.uint8())],
  [OPCODES.BINUNICODE8, (m) => m.pushText(m.reader.uint64())],
  [OPCODES.BINSTRING, (m) => m.pushString(m.reader.uint32())],
  [OPCODES.SHORT_BINSTRING, (m) => m.pushText(m.reader.uint8())],
  [OPCODES.BINBYTES, (m) => m.pushBytes(m.reader.uint32())],
  [OPCODES.SHORT_BINBYTES, (m) => m.pushBytes(m.reader.uint8())],
  [OPCODES.BINBYTES8, (m) => m.pushBytes(m.reader.uint64())],
  [OPCODES.BYTEARRAY8, (m) => m.pushBytes(m.reader.uint64())],

  [OPCODES.EMPTY_TUPLE, (m) => m.pushTuple([])],
  [OPCODES.TUPLE1, (m) => m.pushTuple(m.popSeveral(1))],
  [OPCODES.TUPLE2, (m) => m.pushTuple(m.popSeveral(2))],
  [OPCODES.TUPLE3, (m) => m.pushTuple(m.popSeveral(3))],
  [OPCODES.TUPLE, (m) => m.pushTuple(m.popMark())],
  [OPCODES.EMPTY_LIST, emptyList],
  [OPCODES.APPEND, (m) => m.append(m.popSeveral(1))],
  [OPCODES.APPENDS, (m) => m.append(m.popMark())],
  [OPCODES.EMPTY_DICT, emptyDict],
  [OPCODES.SETITEM, (m) => m.setItems(m.popSeveral(2))],
  [OPCODES.SETITEMS, (m) => m.setItems(m.popMark())],
  [OPCODES.EMPTY_SET, (m) => m.pushInert('set')],
  [OPCODES.ADDITEMS, (m) => m.addItems()],
  [OPCODES.FROZENSET, frozenSet],

  [OPCODES.BINPUT, (m) => m.memoize(m.reader.uint8())],
  [OPCODES.LONG_BINPUT, (m) => m.memoize(m.reader.uint32())],
  [OPCODES.MEMOIZE, (m) => m.memoize()],
  [OPCODES.BINGET, (m) => m.recall(m.reader.uint8())],
  [OPCODES.LONG_BINGET, (m) => m.recall(m.reader.uint32())],

  [OPCODES.GLOBAL, (m) => pushGlobal(m, m.reader.line(), m.reader.line())],
  [OPCODES.STACK_GLOBAL, stackGlobal],
  [OPCODES.REDUCE, reduce],
  [OPCODES.NEWOBJ, reduce],
  [OPCODES.NEWOBJ_EX, newObjectWithNames],
  [OPCODES.BUILD, build],
  [OPCODES.BINPERSID, (m) => m.push(resolveStorage(m.pop(), m.tensors))],
]);

function emptyList(machine: Machine): void {
  machine.take(COST.list);
  machine.push([]);
}

function emptyDict(machine: Machine): void {
  machine.take(COST.dict);
  machine.push(new Map());
}

function frozenSet(machine: Machine): void {
  machine.popMark();
  machine.pushInert('frozenset');
}

function pushGlobal(machine: Machine, module: string, name: string): void {
  machine.take(COST.object);
  machine.push(resolveGlobal(module, name));
}

function stackGlobal(machine: Machine): void {
  const [module, name] = machine.popSeveral(2);
  if (typeof module !== 'string' || typeof name !== 'string') {
    throw bad('pickle', 'The pickle names a function by what is no text.');
  }
  pushGlobal(machine, module, name);
}

function reduce(machine: Machine): void {
  const [args, callable] = [machine.pop(), machine.pop()];
  machine.push(construct(callable, args, machine.tensors));
}

/** Named arguments could only matter to a class that is more than a name here. */
function newObjectWithNames(machine: Machine): void {
  machine.pop();
  reduce(machine);
}

/** Attributes are dropped (PyTorch keeps version numbers of modules in those of dictionaries), but those of arrays. */
function build(machine: Machine): void {
  const state = machine.pop();
  const value = machine.top();
  if (value instanceof InertArray) value.takeState(state);
  if (!(value instanceof Map || value instanceof Inert || isTensor(value))) {
    throw bad('call', 'The checkpoint sets attributes of what has none; it is not run.');
  }
}

/** A little-endian integer in two's complement; a bigint where a number would not be exact. */
function integer(bytes: Uint8Array): number | bigint {
  if (bytes.length > MAX_INTEGER_BYTES) {
    throw bad('pickle', `The pickle has an integer of ${bytes.length} bytes.`);
  }
  const magnitude = bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const value = BigInt.asIntN(8 * bytes.length, magnitude);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
