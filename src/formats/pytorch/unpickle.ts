import { bad } from './bad';
import type { ByteReader } from './byteReader';
import { construct, resolveGlobal, resolveStorage, setItem } from './constructors';
import { OPCODES } from './opcodes';
import type { TensorCollection } from './tensors';
import type { PyValue } from './values';

/**
 * Reads one pickle: a program for a stack machine. This machine can build plain values and make the calls of
 * `constructors.ts`; it has no access to anything else, so that a hostile file can at worst be refused.
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

/** The state of the stack machine. */
class Machine {
  readonly reader: ByteReader;
  readonly tensors: TensorCollection;
  readonly memo = new Map<number, PyValue>();
  private stack: PyValue[] = [];
  /** The stacks below the open marks, innermost last. */
  private readonly marked: PyValue[][] = [];

  constructor(reader: ByteReader, tensors: TensorCollection) {
    this.reader = reader;
    this.tensors = tensors;
  }

  push(value: PyValue): void {
    this.stack.push(value);
  }

  pop(): PyValue {
    this.top();
    return this.stack.pop() as PyValue;
  }

  top(): PyValue {
    const value = this.stack.at(-1);
    if (value === undefined) throw bad('pickle', 'The pickle takes a value from an empty stack.');
    return value;
  }

  mark(): void {
    this.marked.push(this.stack);
    this.stack = [];
  }

  /** The values since the last mark, which is taken away. */
  popMark(): PyValue[] {
    const below = this.marked.pop();
    if (below === undefined) throw bad('pickle', 'The pickle goes back to a mark that it has not set.');
    const values = this.stack;
    this.stack = below;
    return values;
  }

  popTuple(length: number): PyValue {
    const values = Array.from({ length }, () => this.pop()).reverse();
    return Object.freeze(values);
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined)
      throw bad('pickle', `The pickle recalls value ${index}, which it has not stored.`);
    this.push(value);
  }

  append(values: readonly PyValue[]): void {
    const list = this.top();
    if (!Array.isArray(list) || Object.isFrozen(list)) {
      throw bad('pickle', 'Something is appended to what is no list.');
    }
    for (const value of values) (list as PyValue[]).push(value);
  }

  setItems(items: readonly PyValue[]): void {
    if (items.length % 2 !== 0) throw bad('pickle', 'A dictionary gets a key without a value.');
    for (let i = 0; i < items.length; i += 2) {
      setItem(this.top(), items[i] as PyValue, items[i + 1] as PyValue);
    }
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
  [OPCODES.BINFLOAT, (m) => m.push(m.reader.float64())],
  [OPCODES.BINUNICODE, (m) => m.push(m.reader.text(m.reader.uint32()))],
  [OPCODES.SHORT_BINUNICODE, (m) => m.push(m.reader.text(m.reader.uint8()))],
  [OPCODES.BINUNICODE8, (m) => m.push(m.reader.text(m.reader.uint64()))],
  [OPCODES.BINSTRING, (m) => m.push(m.reader.text(m.reader.uint32()))],
  [OPCODES.SHORT_BINSTRING, (m) => m.push(m.reader.text(m.reader.uint8()))],
  [OPCODES.BINBYTES, (m) => m.push(m.reader.take(m.reader.uint32()).slice())],
  [OPCODES.SHORT_BINBYTES, (m) => m.push(m.reader.take(m.reader.uint8()).slice())],

  [OPCODES.EMPTY_TUPLE, (m) => m.push(m.popTuple(0))],
  [OPCODES.TUPLE1, (m) => m.push(m.popTuple(1))],
  [OPCODES.TUPLE2, (m) => m.push(m.popTuple(2))],
  [OPCODES.TUPLE3, (m) => m.push(m.popTuple(3))],
  [OPCODES.TUPLE, (m) => m.push(Object.freeze(m.popMark()))],
  [OPCODES.EMPTY_LIST, (m) => m.push([])],
  [OPCODES.APPEND, (m) => m.append([m.pop()])],
  [OPCODES.APPENDS, (m) => m.append(m.popMark())],
  [OPCODES.EMPTY_DICT, (m) => m.push(new Map())],
  [OPCODES.SETITEM, (m) => m.setItems(m.popTuple(2) as readonly PyValue[])],
  [OPCODES.SETITEMS, (m) => m.setItems(m.popMark())],

  [OPCODES.BINPUT, (m) => void m.memo.set(m.reader.uint8(), m.top())],
  [OPCODES.LONG_BINPUT, (m) => void m.memo.set(m.reader.uint32(), m.top())],
  [OPCODES.MEMOIZE, (m) => void m.memo.set(m.memo.size, m.top())],
  [OPCODES.BINGET, (m) => m.recall(m.reader.uint8())],
  [OPCODES.LONG_BINGET, (m) => m.recall(m.reader.uint32())],

  [OPCODES.GLOBAL, (m) => m.push(resolveGlobal(m.reader.line(), m.reader.line()))],
  [OPCODES.STACK_GLOBAL, stackGlobal],
  [OPCODES.REDUCE, reduce],
  [OPCODES.BUILD, build],
  [OPCODES.BINPERSID, (m) => m.push(resolveStorage(m.pop(), m.tensors))],
]);

function stackGlobal(machine: Machine): void {
  const [name, module] = [machine.pop(), machine.pop()];
  if (typeof module !== 'string' || typeof name !== 'string') {
    throw bad('pickle', 'The pickle names a function by what is no text.');
  }
  machine.push(resolveGlobal(module, name));
}

function reduce(machine: Machine): void {
  const [args, callable] = [machine.pop(), machine.pop()];
  machine.push(construct(callable, args, machine.tensors));
}

/** Attributes of a dictionary (PyTorch keeps version numbers of modules there) are dropped; nothing else has any. */
function build(machine: Machine): void {
  machine.pop();
  if (!(machine.top() instanceof Map)) {
    throw bad('call', 'The checkpoint sets attributes of what is no dictionary; it is not run.');
  }
}

/** A little-endian integer in two's complement; a bigint where a number would not be exact. */
function integer(bytes: Uint8Array): number | bigint {
  const magnitude = bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const value = BigInt.asIntN(8 * bytes.length, magnitude);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
