import type { FileTensor } from '../../formats/weightsFile';
import type { ParameterSpec } from '../../nn/parameters';
import { familyOf, NAMINGS, type Naming } from './namings';
import { sameShape } from './shapes';

/** Tensors of a file that can be read as one model. */
export interface Candidate {
  /** What their names begin with, dictionaries included, without wrappers; parts joined by dots. */
  readonly key: string;
  /** `undefined` where the names are those of the whole model. */
  readonly naming: Naming | undefined;
  /** By the model's names, those that only a model of other settings has included. */
  readonly tensors: ReadonlyMap<string, FileTensor>;
  /** Those that the model has in this shape. */
  readonly fitting: ReadonlySet<FileTensor>;
  /** Tensors that the model has, in whatever shape. */
  readonly named: number;
}

/** Modules around a model: data-parallel, compiled, sharded, averaged. No layer is called so. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'module',
  '_orig_mod',
  '_forward_module',
  '_fsdp_wrapped_module',
  '_checkpoint_wrapped_module',
]);
/** Names of averaged models; of equals, their weights are the better ones. */
const AVERAGED = /(^|[._])(teacher|ema|swa|averaged?)($|[._])/;
const BACKBONE = 'backbone.';
/** Longer names and deeper models are none of ours. */
const MAX_NAME = 512;
const MAX_KEY_PARTS = 8;

/** A path without the wrappers, wherever they stand in it. */
export function withoutWrappers(path: string): string[] {
  return path.split('.').filter((part) => !WRAPPERS.has(part));
}

/** All ways to read a file's tensors as a model, the best first: the one that fits most of the model's tensors. */
export function candidates(tensors: readonly FileTensor[], specs: readonly ParameterSpec[]): Candidate[] {
  const shapes = new Map(specs.map(({ name, shape }) => [name, shape]));
  const groups = new Map<string, { key: string; order: number; tensors: Map<string, FileTensor> }>();
  const add = (key: string, order: number, name: string, tensor: FileTensor): void => {
    const id = `${order}:${key}`;
    const group = groups.get(id) ?? { key, order, tensors: new Map<string, FileTensor>() };
    groups.set(id, group);
    if (!group.tensors.has(name)) group.tensors.set(name, tensor);
  };

  for (const tensor of tensors) {
    const path = [...tensor.dictionary, tensor.name].join('.');
    if (path.length > MAX_NAME) continue;
    const parts = withoutWrappers(path);
    for (let start = 0; start < Math.min(parts.length, MAX_KEY_PARTS); start++) {
      const key = parts.slice(0, start).join('.');
      const name = parts.slice(start).join('.');
      if (shapes.has(name) || isReferenceName(name)) add(key, 0, name, tensor);
      NAMINGS.forEach(({ toReference }, index) => {
        const reference = toReference(name);
        if (reference !== undefined && familyOf(reference) !== undefined)
          add(key, 1 + index, BACKBONE + reference, tensor);
      });
    }
  }

  const found = [...groups.values()].map(({ key, order, tensors: group }) => ({
    order,
    candidate: {
      key,
      naming: NAMINGS[order - 1],
      tensors: group,
      fitting: new Set(
        [...group].flatMap(([name, tensor]) => {
          const shape = shapes.get(name);
          const { content } = tensor;
          return shape !== undefined && typeof content !== 'string' && sameShape(shape, content.shape)
            ? [tensor]
            : [];
        }),
      ),
      named: [...group.keys()].filter((name) => shapes.has(name)).length,
    },
  }));
  return found
    .sort(
      (a, b) =>
        b.candidate.fitting.size - a.candidate.fitting.size ||
        b.candidate.named - a.candidate.named ||
        b.candidate.tensors.size - a.candidate.tensors.size ||
        Number(AVERAGED.test(b.candidate.key)) - Number(AVERAGED.test(a.candidate.key)) ||
        a.order - b.order,
    )
    .map(({ candidate }) => candidate);
}

/** Other models in the file that fit about as well as the chosen one. */
export function alternatives(chosen: Candidate, all: readonly Candidate[]): Candidate[] {
  const taken = new Set(chosen.tensors.values());
  const keys = new Set([chosen.key]);
  return all.filter((other) => {
    const own = [...other.tensors.values()];
    const isEnough = other.fitting.size > 0 && 2 * other.fitting.size >= chosen.fitting.size;
    if (!isEnough || keys.has(other.key) || own.some((tensor) => taken.has(tensor))) return false;
    for (const tensor of own) taken.add(tensor);
    keys.add(other.key);
    return true;
  });
}

function isReferenceName(name: string): boolean {
  return name.startsWith(BACKBONE) && familyOf(name.slice(BACKBONE.length)) !== undefined;
}
