import type { DType } from '../tensorData';
import { bad } from './bad';
import type { TensorCollection } from './tensors';
import { StorageReference, Token, isSize, isTensor, isTuple } from './values';
import type { PyDict, PyValue } from './values';

/** PyTorch's storage classes and what their elements are. */
const STORAGE_TYPES: ReadonlyMap<string, DType> = new Map([
  ['torch.DoubleStorage', 'F64'],
  ['torch.FloatStorage', 'F32'],
  ['torch.HalfStorage', 'F16'],
  ['torch.BFloat16Storage', 'BF16'],
  ['torch.LongStorage', 'I64'],
  ['torch.IntStorage', 'I32'],
  ['torch.ShortStorage', 'I16'],
  ['torch.CharStorage', 'I8'],
  ['torch.ByteStorage', 'U8'],
  ['torch.BoolStorage', 'BOOL'],
]);

/** Functions that the reference's optimisers keep in their parameter groups: kept as names, never called. */
const INERT: ReadonlySet<string> = new Set([
  'optimizers.exclude_bias_and_norm',
  '__main__.exclude_bias_and_norm',
]);

type Constructor = (args: readonly PyValue[], tensors: TensorCollection) => PyValue;

/** The only calls that a checkpoint can make, each done by this project's own code. */
const CONSTRUCTORS: ReadonlyMap<string, Constructor> = new Map<string, Constructor>([
  ['collections.OrderedDict', orderedDict],
  ['torch.Size', ([sizes = null]) => (isTuple(sizes) ? sizes : refuse('torch.Size'))],
  ['torch._utils._rebuild_tensor', rebuildTensor],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  [
    'torch._utils._rebuild_parameter',
    ([data = null]) => (isTensor(data) ? data : refuse('torch._utils._rebuild_parameter')),
  ],
]);

/**
 * The token of a name in a module.
 *
 * @throws {Failure} `checkpoint_bad_global` for every name that is not on the closed lists of this file
 */
export function resolveGlobal(module: string, name: string): Token {
  const full = `${module}.${name}`;
  if (!CONSTRUCTORS.has(full) && !STORAGE_TYPES.has(full) && !INERT.has(full)) {
    throw bad(
      'global',
      `The checkpoint asks for ${JSON.stringify(full)}, which no model needs; it is not run.`,
    );
  }
  return new Token(full);
}

/** @throws {Failure} `checkpoint_bad_call` for calls of what is no constructor, or with unfit arguments */
export function construct(callable: PyValue, args: PyValue, tensors: TensorCollection): PyValue {
  const constructor = callable instanceof Token ? CONSTRUCTORS.get(callable.name) : undefined;
  if (constructor === undefined || !isTuple(args)) {
    return refuse(callable instanceof Token ? callable.name : 'what is no function');
  }
  return constructor(args, tensors);
}

/**
 * The storage of a persistent id: ("storage", class, key, device, elements), in the legacy format followed by None or
 * (key of the view, first element, elements of the view).
 *
 * @throws {Failure} `checkpoint_bad_storage` for anything else
 */
export function resolveStorage(id: PyValue, tensors: TensorCollection): StorageReference {
  const [kind, type, key, , count, view = null] = isTuple(id) ? id : [];
  const dtype = type instanceof Token ? STORAGE_TYPES.get(type.name) : undefined;
  if (kind !== 'storage' || dtype === undefined || typeof key !== 'string' || !isSize(count)) {
    throw bad('storage', 'The checkpoint refers to a storage in an unknown way.');
  }
  const whole = new StorageReference(key, dtype, count);
  tensors.addStorage(whole);
  if (view === null) return whole;
  const [, start, viewCount] = isTuple(view) ? view : [];
  if (!isSize(start) || !isSize(viewCount) || start + viewCount > count) {
    throw bad('storage', `A view of storage "${key}" reaches beyond it.`);
  }
  return new StorageReference(key, dtype, viewCount, start);
}

/** Puts a value under a key of a dictionary. */
export function setItem(dict: PyValue, key: PyValue, value: PyValue): void {
  if (!(dict instanceof Map)) throw bad('pickle', 'An item is put into what is no dictionary.');
  if (typeof key === 'object' && key !== null)
    throw bad('pickle', 'A dictionary has a key that is no plain value.');
  dict.set(key, value);
}

function orderedDict([items = []]: readonly PyValue[]): PyDict {
  if (!Array.isArray(items)) return refuse('collections.OrderedDict');
  const dict: PyDict = new Map();
  for (const pair of items as readonly PyValue[]) {
    if (!Array.isArray(pair) || pair.length !== 2) return refuse('collections.OrderedDict');
    const [key, value] = pair as unknown as readonly [PyValue, PyValue];
    setItem(dict, key, value);
  }
  return dict;
}

/** (storage, first element, shape, strides, …): what follows concerns gradients. */
function rebuildTensor(args: readonly PyValue[], tensors: TensorCollection): PyValue {
  const [storage, offset, shape, strides] = args;
  const areSizes = (value: PyValue | undefined): value is readonly number[] =>
    isTuple(value) && value.every(isSize);
  if (!(storage instanceof StorageReference) || !isSize(offset) || !areSizes(shape) || !areSizes(strides)) {
    throw bad('tensor', 'A tensor is described in an unknown way.');
  }
  return tensors.add(storage, offset, shape, strides);
}

function refuse(name: string): never {
  throw bad(
    'call',
    `The checkpoint calls ${JSON.stringify(name)} in a way that no model needs; it is not run.`,
  );
}
