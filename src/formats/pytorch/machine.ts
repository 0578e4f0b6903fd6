import { bad } from './bad';
import { COST } from './budget';
import type { ByteReader } from './byteReader';
import { setItem } from './constructors';
import type { TensorCollection } from './tensors';
import { Inert } from './values';
import type { PyValue } from './values';

/** Python pickles lists and dictionaries in portions of a thousand, and nests no deeper than its own stack. */
const MAX_STACK = 2 ** 20;
const MAX_MARKS = 2 ** 14;
/** Longer strings of Python 2 are bytes. */
const MAX_NAME = 1024;

/** The state of pickle's stack machine, with limits on what it may hold. */
export class Machine {
  readonly reader: ByteReader;
  readonly tensors: TensorCollection;
  private readonly memo = new Map<number, PyValue>();
  private readonly stack: PyValue[] = [];
  /** Heights of the stack at the open marks, innermost last. */
  private readonly marks: number[] = [];

  constructor(reader: ByteReader, tensors: TensorCollection) {
    this.reader = reader;
    this.tensors = tensors;
  }

  /** Takes memory from the budget of the checkpoint. */
  take(bytes: number): void {
    this.tensors.objects.take(bytes);
  }

  push(value: PyValue): void {
    if (this.stack.length >= MAX_STACK)
      throw bad('pickle', 'The pickle piles up more values than any model.');
    this.stack.push(value);
  }

  pop(): PyValue {
    this.checkHeight(1);
    return this.stack.pop() as PyValue;
  }

  top(): PyValue {
    this.checkHeight(1);
    return this.stack.at(-1) as PyValue;
  }

  mark(): void {
    if (this.marks.length >= MAX_MARKS) throw bad('pickle', 'The pickle nests its marks too deeply.');
    this.marks.push(this.stack.length);
  }

  /** The values since the last mark, which is taken away. */
  popMark(): PyValue[] {
    const height = this.marks.pop();
    if (height === undefined) throw bad('pickle', 'The pickle goes back to a mark that it has not set.');
    return this.stack.splice(height);
  }

  /** The topmost values, lowest first. */
  popSeveral(count: number): PyValue[] {
    this.checkHeight(count);
    return this.stack.splice(-count);
  }

  pushTuple(values: PyValue[]): void {
    this.take(COST.list + COST.item * values.length);
    this.push(Object.freeze(values));
  }

  pushText(length: number): void {
    this.take(COST.text);
    this.push(this.reader.text(length));
  }

  /** Python 2 has one type for texts and bytes; no name is as long as these may be. */
  pushString(length: number): void {
    if (length > MAX_NAME) this.pushBytes(length);
    else this.pushText(length);
  }

  /** Bytes as a view of the file, not a copy. */
  pushBytes(length: number): void {
    this.take(COST.bytes);
    this.push(this.reader.take(length));
  }

  pushInert(className: string): void {
    this.take(COST.object);
    this.push(new Inert(className));
  }

  memoize(index = this.memo.size): void {
    this.take(COST.memo);
    this.memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) {
      throw bad('pickle', `The pickle recalls value ${index}, which it has not stored.`);
    }
    this.push(value);
  }

  append(values: readonly PyValue[]): void {
    const list = this.top();
    if (list instanceof Inert) return;
    if (!Array.isArray(list) || Object.isFrozen(list)) {
      throw bad('pickle', 'Something is appended to what is no list.');
    }
    this.take(COST.item * values.length);
    for (const value of values) (list as PyValue[]).push(value);
  }

  setItems(items: readonly PyValue[]): void {
    if (items.length % 2 !== 0) throw bad('pickle', 'A dictionary gets a key without a value.');
    for (let i = 0; i < items.length; i += 2) {
      setItem(this.top(), items[i] as PyValue, items[i + 1] as PyValue, this.tensors);
    }
  }

  /** Members of a set, which is inert. */
  addItems(): void {
    this.popMark();
    if (!(this.top() instanceof Inert)) throw bad('pickle', 'Something is added to what is no set.');
  }

  /** What lies below the last mark cannot be taken. */
  private checkHeight(count: number): void {
    if (this.stack.length - count < (this.marks.at(-1) ?? 0)) {
      throw bad('pickle', 'The pickle takes a value from an empty stack.');
    }
  }
}
