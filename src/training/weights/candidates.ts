import type { FileTensor } from '../../formats/weightsFile';
import type { ParameterSpec } from '../../nn/parameters';
import type { BackboneShapes } from './architecture';
import { familyOf, FIRST_PARTS, MAX_PARTS, NAMINGS, type Naming } from './namings';
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
/** What the model's names of its backbone's tensors begin with. */
export const BACKBONE = 'backbone.';
/** Longer paths, and longer names of a backbone's tensors, are none of ours. */
const MAX_PATH = 512;
const MAX_NAME = 80;
/** Ways to read a file that are compared; those of the most tensors are. */
const MAX_CANDIDATES = 256;

/** A path without the wrappers, wherever they stand in it. */
export function withoutWrappers(path: string): string[] {
  return path.split('.').filter((part) => !WRAPPERS.has(part));
}

/** All ways to read a file's tensors as a model, the best first: the one that fits most of the model's tensors. */
export function candidates(tensors: readonly FileTensor[], specs: readonly ParameterSpec[]): Candidate[] {
  const shapes = new Map(specs.map(({ name, shape }) => [name, shape]));
  const groups = new Map<string, Reading[]>();
  for (const tensor of tensors) {
    for (const reading of readingsOf(tensor, shapes)) {
      const id = `${reading.order}:${reading.key}`;
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [reading]);
      else group.push(reading);
    }
  }
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, MAX_CANDIDATES)
    .map((group) => ({ order: group[0]!.order, candidate: candidateOf(group, shapes) }))
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

type Shapes = ReadonlyMap<string, readonly number[]>;

/** One tensor as a tensor of a model. */
interface Reading {
  readonly key: string;
  /** 0 for the names of the whole model, then by the order of the namings. */
  readonly order: number;
  readonly name: string;
  readonly tensor: FileTensor;
}

function readingsOf(tensor: FileTensor, shapes: Shapes): Reading[] {
  const path = [...tensor.dictionary, tensor.name].join('.');
  if (path.length > MAX_PATH) return [];
  const parts = withoutWrappers(path);
  const readings: Reading[] = [];
  for (let start = Math.max(0, parts.length - MAX_PARTS); start < parts.length; start++) {
    const name = parts.slice(start).join('.');
    if (!FIRST_PARTS.has(parts[start]!) || name.length > MAX_NAME) continue;
    const key = parts.slice(0, start).join('.');
    if (shapes.has(name) || isReferenceName(name)) readings.push({ key, order: 0, name, tensor });
    NAMINGS.forEach(({ toReference }, index) => {
      const reference = toReference(name);
      if (reference !== undefined && familyOf(reference) !== undefined)
        readings.push({ key, order: 1 + index, name: BACKBONE + reference, tensor });
    });
  }
  return readings;
}

function candidateOf(group: readonly Reading[], shapes: Shapes): Candidate {
  const tensors = new Map<string, FileTensor>();
  for (const { name, tensor } of group) if (!tensors.has(name)) tensors.set(name, tensor);
  const known = [...tensors].filter(([name]) => shapes.has(name));
  const fitting = known.filter(
    ([name, { content }]) => typeof content !== 'string' && sameShape(shapes.get(name)!, content.shape),
  );
  const { key, order } = group[0]!;
  return {
    key,
    naming: NAMINGS[order - 1],
    tensors,
    fitting: new Set(fitting.map(([, tensor]) => tensor)),
    named: known.length,
  };
}

/** Shapes of the backbone's tensors in a file, by their reference names. */
export function backboneShapes({ tensors }: Candidate): BackboneShapes {
  return new Map(
    [...tensors].flatMap(([name, { content }]) =>
      name.startsWith(BACKBONE) && typeof content !== 'string'
        ? [[name.slice(BACKBONE.length), content.shape] as const]
        : [],
    ),
  );
}

/** Whether weights lie under a key that someone has given. */
export function isUnder(candidate: string, key: string): boolean {
  const wanted = withoutWrappers(key).join('.');
  return wanted === '' || candidate === wanted || candidate.startsWith(`${wanted}.`);
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
