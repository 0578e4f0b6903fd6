import type { ModelConfig } from '../../config/modelConfig';
import { Failure } from '../../failure';
import { floatValues } from '../../formats/floatValues';
import type { DType, TensorData } from '../../formats/tensorData';
import type { FileTensor, OpenWeights, WeightsFile } from '../../formats/weightsFile';
import type { ParameterSpec } from '../../nn/parameters';
import { plain, quoted, quotedList } from '../../quoted';
import type { WeightsReport } from '../../reports/weights';
import { alternatives, BACKBONE, candidates, isUnder, type Candidate } from './candidates';
import { nothingFits } from './misfit';
import { modelOf } from './modelInFile';
import { warningsOf } from './warnings';

/** Tensors under the model's own names, in its shapes; floats as float32. */
export type Weights = Readonly<Record<string, TensorData>>;

/** The model that weights are wanted for. */
export interface WeightsTarget {
  readonly specs: readonly ParameterSpec[];
  readonly model: ModelConfig;
}

export interface FittedWeights {
  readonly tensors: Weights;
  readonly report: WeightsReport;
}

/** Floats that are not float32. */
const OTHER_FLOATS: ReadonlySet<DType> = new Set(['F64', 'F16', 'BF16', 'F8_E4M3', 'F8_E5M2']);
/** Counters that say nothing of the function; files lack them, or have more. */
const COUNTERS = /(^|\.)(num_batches_tracked|n_averaged)$/;

/**
 * Takes out of a file what a model can use. Of all ways to read the file (which dictionary, which prefix, whose names)
 * it takes the one that fits most of the model's tensors; of equal ones, averaged weights.
 *
 * @param key of the weights to take, as a report's `key` and `otherKeys` name it.
 * @throws Failure `weights_mismatch` when nothing fits, with what to do about it, or when there is nothing under `key`;
 * `checkpoint_bad_value` when a tensor that fits holds something that is no finite number.
 */
export function fitWeights(target: WeightsTarget, file: WeightsFile, key?: string): FittedWeights {
  return chooseWeights(target, file, key).fitted();
}

/**
 * The same of a file of any size, of which nothing but the tensors that are used is read.
 *
 * @throws Failure as `fitWeights` and `openWeights`.
 */
export async function fitOpenWeights(
  target: WeightsTarget,
  { file, fill }: OpenWeights,
  key?: string,
): Promise<FittedWeights> {
  const { wanted, fitted } = chooseWeights(target, file, key);
  await fill(wanted);
  return fitted();
}

/** What of a file a model can use, before its elements are read. */
export interface ChosenWeights {
  readonly report: WeightsReport;
  /** Tensors of the file that are to be read. */
  readonly wanted: ReadonlySet<TensorData>;
  /** The result, once they are. @throws Failure `checkpoint_bad_value` */
  readonly fitted: () => FittedWeights;
}

/**
 * Chooses by names and shapes alone; the tensors' elements need not be there yet.
 * @throws Failure `weights_mismatch` as `fitWeights`.
 */
export function chooseWeights(target: WeightsTarget, file: WeightsFile, key?: string): ChosenWeights {
  const { sources, report } = sourcesIn(target, file, key);
  return {
    report,
    wanted: new Set(sources.map(({ content }) => content)),
    fitted: () => ({ tensors: usedTensors(sources), report }),
  };
}

/** A tensor of the model, and the one of the file that fits. */
interface Source {
  /** The model's name and shape of it. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly nameInFile: string;
  readonly content: TensorData;
}

function sourcesIn(
  target: WeightsTarget,
  file: WeightsFile,
  key: string | undefined,
): { sources: readonly Source[]; report: WeightsReport } {
  const all = candidates(file.tensors, target.specs);
  const asked = key === undefined ? all : all.filter((candidate) => isUnder(candidate.key, key));
  if (key !== undefined && asked.length === 0) throw nothingUnder(key, file, all);
  const [chosen] = asked;
  if (chosen === undefined || !fitsModel(chosen, target)) throw nothingFits(target, file, asked);
  const others = alternatives(chosen, all);
  const sources = sourcesOf(chosen, target);
  const used = sources.map(({ name }) => name);
  return { sources, report: reportOf(chosen, others, target, file, used) };
}

/**
 * Whether it is more than chance: norms and biases fit many networks, and the last layers of expanders any that have the
 * same ones.
 */
function fitsModel({ tensors, fitting }: Candidate, { specs }: WeightsTarget): boolean {
  const hasBackbone = [...tensors.keys()].some((name) => name.startsWith(BACKBONE));
  return specs.some(
    ({ name, shape }) =>
      shape.length > 1 && (name.startsWith(BACKBONE) || !hasBackbone) && fitting.has(tensors.get(name)!),
  );
}

function sourcesOf({ tensors, fitting }: Candidate, { specs }: WeightsTarget): Source[] {
  return specs.flatMap(({ name, shape }) => {
    const source = tensors.get(name);
    if (source === undefined || !fitting.has(source)) return [];
    return [{ name, shape, nameInFile: source.name, content: source.content as TensorData }];
  });
}

function usedTensors(sources: readonly Source[]): Weights {
  return Object.fromEntries(
    sources.map(({ name, shape, nameInFile, content }) => {
      requireFinite(nameInFile, content);
      return [name, { ...inFloat32(content), shape }];
    }),
  );
}

function inFloat32(tensor: TensorData): TensorData {
  return OTHER_FLOATS.has(tensor.dtype)
    ? { dtype: 'F32', shape: tensor.shape, data: floatValues(tensor) }
    : tensor;
}

function requireFinite(name: string, tensor: TensorData): void {
  const bad = floatValues(tensor).find((value) => !Number.isFinite(value));
  if (bad === undefined) return;
  throw new Failure({
    code: 'checkpoint_bad_value',
    message: `${quoted(name)} holds ${bad}, so the weights cannot be trained on.`,
    doing: 'loading weights',
    remedy: 'Use weights from before that training failed.',
  });
}

function reportOf(
  chosen: Candidate,
  others: readonly Candidate[],
  target: WeightsTarget,
  file: WeightsFile,
  used: readonly string[],
): WeightsReport {
  const { tensors, fitting, naming, key } = chosen;
  const nameIn = fileNames([...fitting]);
  const found = modelOf(chosen, file, target.model.backbone);
  const model = found?.words;
  const isUsed = new Set(used);
  const rest = target.specs.filter(({ name }) => !isUsed.has(name));
  const mismatched = rest.flatMap(({ name, shape }) => {
    const source = tensors.get(name);
    return source === undefined || typeof source.content === 'string'
      ? []
      : [{ source, expected: shape, found: source.content.shape }];
  });
  const needed = new Set(target.specs.flatMap(({ name }) => tensors.get(name) ?? []));
  const elsewhere = new Set(others.flatMap((other) => [...other.tensors.values()]));
  const beside = besides(file, chosen).filter((tensor) => !elsewhere.has(tensor));
  return {
    used,
    missing: rest
      .filter(({ name }) => !COUNTERS.test(name) && typeof (tensors.get(name)?.content ?? '') === 'string')
      .map(({ name }) => name),
    unexpected: beside
      .filter(
        (tensor) => typeof tensor.content !== 'string' && !needed.has(tensor) && !COUNTERS.test(tensor.name),
      )
      .map(nameIn),
    mismatched: mismatched.map(({ source, expected, found }) => ({ name: nameIn(source), expected, found })),
    unread: beside.flatMap((tensor) =>
      typeof tensor.content === 'string'
        ? [{ name: nameIn(tensor), type: tensor.content, needed: needed.has(tensor) }]
        : [],
    ),
    ...(naming === undefined ? {} : { naming: naming.words }),
    ...(model === undefined ? {} : { model }),
    key: plain(key),
    otherKeys: others.map((other) => plain(other.key)),
    warnings: found === undefined ? [] : warningsOf(chosen, found.model, target),
    ...(file.epochs === undefined ? {} : { epochs: file.epochs }),
  };
}

/** All tensors of the dictionaries that the chosen ones lie in. */
function besides(file: WeightsFile, { fitting }: Candidate): FileTensor[] {
  const id = ({ dictionary }: FileTensor) => JSON.stringify(dictionary);
  const dictionaries = new Set([...fitting].map(id));
  return file.tensors.filter((tensor) => dictionaries.has(id(tensor)));
}

/** The names that a file's tensors have, from the innermost dictionary on that holds all of the given ones. */
function fileNames(tensors: readonly FileTensor[]): (tensor: FileTensor) => string {
  const [first, ...others] = tensors.map(({ dictionary }) => dictionary);
  const differs = first?.findIndex((part, depth) => others.some((other) => other[depth] !== part)) ?? 0;
  const depth = differs < 0 ? first!.length : differs;
  return ({ dictionary, name }) => plain([...dictionary.slice(depth), name].join('.'));
}

function nothingUnder(key: string, file: WeightsFile, all: readonly Candidate[]): Failure {
  const [best] = all;
  const keys = best === undefined ? [] : [best, ...alternatives(best, all)].map((candidate) => candidate.key);
  const known = keys.filter((known) => known !== '');
  return new Failure({
    code: 'weights_mismatch',
    message: `${file.name} has no weights of such a model under ${quoted(key)}.`,
    doing: 'loading weights',
    remedy:
      known.length > 0
        ? `There are some under ${quotedList(known)}.`
        : 'Leave the key out: the file has no other choice.',
  });
}
