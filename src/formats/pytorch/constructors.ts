import { quoted } from '../../quoted';
import { bad } from './bad';
import { COST } from './budget';
import { ELEMENT_TYPES, STORAGE_TYPES } from './elementTypes';
import type { ElementType } from './elementTypes';
import { INERT_CLASSES } from './inertClasses';
import type { TensorCollection } from './tensors';
import { Inert, InertArray, StorageReference, Token, isSize, isTensor, isTuple } from './values';
import type { PyDict, PyKey, PyValue } from './values';

/** Functions that the reference's optimisers keep in their parameter groups: kept as names, never called. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  'optimizers.exclude_bias_and_norm',
  '__main__.exclude_bias_and_norm',
]);

/** Makes an empty array that takes its shape and bytes as its state. */
const RECONSTRUCT: ReadonlySet<string> = new Set([
  'numpy.core.multiarray._reconstruct',
  'numpy._core.multiarray._reconstruct',
]);

type Constructor = (args: readonly PyValue[], tensors: TensorCollection) => PyValue;

/** The only calls that a checkpoint can make, each done by this project's own code. */
const CONSTRUCTORS: ReadonlyMap<string, Constructor> = new Map<string, Constructor>([
  ['collections.OrderedDict', dictionary],
  ['collections.defaultdict', dictionary],
  ['collections.Counter', dictionary],
  ['builtins.dict', dictionary],
  ['__builtin__.dict', dictionary],
  ['torch.Size', ([sizes = null]) => (isTuple(sizes) ? sizes : refuse('torch.Size'))],
  ['torch._utils._rebuild_tensor', rebuildTensor],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_tensor_v3', rebuildTypedTensor],
  ['torch._utils._rebuild_parameter', rebuildParameter],
  ['torch._utils._rebuild_parameter_with_state', rebuildParameter],
  ['torch._tensor._rebuild_from_type_v2', rebuildFromType],
  ['copyreg._reconstructor', reconstruct],
  ['copy_reg._reconstructor', reconstruct],
]);

/**
 * The token of a name in a module.
 *
 * @throws {Failure} `checkpoint_bad_global` for every name that is not on the closed lists of this folder
 */
export function resolveGlobal(module: string, name: string): Token {
  const full = `${module}.${name}`;
  const isKnown =
    CONSTRUCTORS.has(full) ||
    INERT_CLASSES.has(full) ||
    STORAGE_TYPES.has(full) ||
    ELEMENT_TYPES.has(full) ||
    FUNCTIONS.has(full);
  // Python takes a name with dots for a path through attributes.
  if (!isKnown || name.includes('.')) {
    throw bad(
      'global',
      `The checkpoint asks for ${quoted(full)}, which no model needs; it is not run.`,
      undefined,
      'If the file is your own, save only the weights: torch.save(model.state_dict(), path).',
    );
  }
  return new Token(full);
}

/** @throws {Failure} `checkpoint_bad_call` for calls of what is no constructor, or with unfit arguments */
export function construct(callable: PyValue, args: PyValue, tensors: TensorCollection): PyValue {
  if (!(callable instanceof Token) || !isTuple(args)) {
    return refuse(callable instanceof Token ? callable.name : 'what is no function');
  }
  const constructor = CONSTRUCTORS.get(callable.name);
  if (constructor !== undefined) return constructor(args, tensors);
  const className = INERT_CLASSES.get(callable.name) ?? refuse(callable.name);
  tensors.objects.take(COST.object);
  return RECONSTRUCT.has(callable.name) ? new InertArray() : new Inert(className);
}

/**
 * The storage of a persistent id: ("storage", class, key, device, elements), in the legacy format followed by None or
 * (key of the view, first element, elements of the view).
 *
 * @throws {Failure} `checkpoint_bad_storage` for anything else
 */
export function resolveStorage(id: PyValue, tensors: TensorCollection): StorageReference {
  const [kind, type, key, , count, view = null] = isTuple(id) ? id : [];
  const element = type instanceof Token ? STORAGE_TYPES.get(type.name) : undefined;
  if (kind !== 'storage' || element === undefined || typeof key !== 'string' || !isSize(count)) {
    throw bad('storage', 'The checkpoint refers to a storage in an unknown way.');
  }
  const whole = new StorageReference(key, element, count);
  tensors.addStorage(whole);
  if (view === null) return whole;
  const [, start, viewCount] = isTuple(view) ? view : [];
  if (!isSize(start) || !isSize(viewCount) || start + viewCount > count) {
    throw bad('storage', `A view of storage ${quoted(key)} reaches beyond it.`);
  }
  return new StorageReference(key, element, viewCount, start);
}

/** Puts a value under a key of a dictionary. An inert value drops it. */
export function setItem(dict: PyValue, key: PyValue, value: PyValue, tensors: TensorCollection): void {
  if (dict instanceof Inert) return;
  if (!(dict instanceof Map)) throw bad('pickle', 'An item is put into what is no dictionary.');
  tensors.objects.take(COST.entry);
  dict.set(dictKey(key), value);
}

/** Values that Python could not take as keys are refused; those that this project has no use for are inert. */
function dictKey(key: PyValue): PyKey {
  if (typeof key !== 'object' || key === null || key instanceof Inert) return key;
  if (key instanceof Token) return new Inert(key.name);
  if (isTuple(key)) return new Inert('tuple');
  if (key instanceof Uint8Array) return new Inert('bytes');
  throw bad('pickle', 'A dictionary has a key that is no plain value.');
}

/** Of a dictionary or a list of pairs, whichever the arguments have; a factory of missing values is of no use. */
function dictionary(args: readonly PyValue[], tensors: TensorCollection): PyDict {
  tensors.objects.take(COST.dict);
  const dict: PyDict = new Map();
  for (const argument of args) {
    if (argument instanceof Map) {
      for (const [key, value] of argument) setItem(dict, key, value, tensors);
    } else if (Array.isArray(argument)) {
      for (const pair of argument as readonly PyValue[]) {
        if (!Array.isArray(pair) || pair.length !== 2) return refuse('a dictionary');
        const [key, value] = pair as unknown as readonly [PyValue, PyValue];
        setItem(dict, key, value, tensors);
      }
    }
  }
  return dict;
}

/** (storage, first element, shape, strides, …): what follows concerns gradients. */
function rebuildTensor(args: readonly PyValue[], tensors: TensorCollection): PyValue {
  const [storage] = args;
  return tensorOf(args, storage instanceof StorageReference ? storage.element : undefined, tensors);
}

/** (storage, first element, shape, strides, requires_grad, hooks, dtype, …), of a storage of bytes. */
function rebuildTypedTensor(args: readonly PyValue[], tensors: TensorCollection): PyValue {
  const type = args[6];
  return tensorOf(args, type instanceof Token ? ELEMENT_TYPES.get(type.name) : undefined, tensors);
}

function tensorOf(
  [storage, offset, shape, strides]: readonly PyValue[],
  element: ElementType | undefined,
  tensors: TensorCollection,
): PyValue {
  if (
    !(storage instanceof StorageReference) ||
    element === undefined ||
    !isSize(offset) ||
    !isTuple(shape) ||
    !isTuple(strides)
  ) {
    throw bad('tensor', 'A tensor is described in an unknown way.');
  }
  return tensors.add({ storage, element, offset, shape, strides });
}

/** (tensor, …): what follows concerns gradients and attributes. */
function rebuildParameter([data = null]: readonly PyValue[]): PyValue {
  return isTensor(data) || data instanceof Inert ? data : refuse('torch._utils._rebuild_parameter');
}

/** (function, class, its arguments, attributes) */
function rebuildFromType(args: readonly PyValue[], tensors: TensorCollection): PyValue {
  const [callable = null, , inner = null] = args;
  // A call of itself would nest as deep as the file likes.
  if (callable instanceof Token && !callable.name.startsWith('torch._utils.')) return refuse(callable.name);
  return construct(callable, inner, tensors);
}

/** (class, base, state): how Python's oldest protocols make objects. */
function reconstruct([type = null]: readonly PyValue[], tensors: TensorCollection): PyValue {
  if (type instanceof Token && !INERT_CLASSES.has(type.name)) return refuse(type.name);
  return construct(type, Object.freeze([]), tensors);
}

function refuse(name: string): never {
  throw bad('call', `The checkpoint calls ${quoted(name)} in a way that no model needs; it is not run.`);
}
