import type { OptimConfig } from '../../config/optimConfig';
import { quoted } from '../../quoted';
import { floatValues } from '../floatValues';
import { elementCount, type TensorData } from '../tensorData';
import { bad } from './bad';
import { isSize, isTensor } from './values';
import type { PyDict, PyValue } from './values';

/** The optimisers of the reference. */
type Rule = OptimConfig['optimizer'];

/** What PyTorch's optimisers keep of one parameter. */
export interface ParameterSlots {
  /** By name, in the parameter's shape. */
  readonly slots: Readonly<Record<string, TensorData>>;
  /** Updates done; AdamW alone counts them. */
  readonly steps: number | undefined;
}

/** Parameters that share settings. */
export interface ParameterGroup {
  /** Numbers of its parameters in `parameters`, in the group's order. */
  readonly numbers: readonly number[];
  /** What else the group holds, such as `weight_decay`. */
  readonly settings: PyDict;
}

/** What the `state_dict()` of one of the reference's optimisers holds. */
export interface OptimizerDict {
  readonly rule: Rule;
  readonly groups: readonly ParameterGroup[];
  readonly parameters: ReadonlyMap<number, ParameterSlots>;
}

/** What is kept of each parameter, and nothing else is. */
const KEPT: Readonly<Record<Rule, { readonly tensors: readonly string[]; readonly counts: boolean }>> = {
  adamw: { tensors: ['exp_avg', 'exp_avg_sq'], counts: true },
  lars: { tensors: ['mu'], counts: false },
};
const COUNT = 'step';
/** The reference has at most three. */
const MOST_GROUPS = 16;
const FLOATS: ReadonlySet<string> = new Set(['F32', 'F16', 'BF16', 'F64']);
/** Variants of AdamW that compute something else. */
const VARIANTS = ['amsgrad', 'maximize'];

/**
 * Reads the `state_dict()` of the reference's AdamW or LARS (facebookresearch/VICRegL, optimizers.py).
 *
 * @throws {Failure} `checkpoint_bad_optimizer` for that of another optimiser, or with a part missing or of another type
 */
export function optimizerState(dict: PyDict): OptimizerDict {
  const [state, groups] = [dict.get('state'), dict.get('param_groups')];
  if (!(state instanceof Map) || !isList(groups))
    throw badOptimizer('The optimiser in the checkpoint has no state and parameter groups.');
  if (groups.length > MOST_GROUPS)
    throw badOptimizer(
      `The optimiser has ${groups.length} parameter groups; the reference has three at most.`,
    );
  const rule = ruleOf(state);
  return {
    rule,
    groups: groups.map((group) => groupOf(group)),
    parameters: new Map([...state].map(([number, kept]) => [numberOf(number), slotsOf(number, kept, rule)])),
  };
}

/** Tensors of one number that say how many updates were done: `optimizerState` looks at them, and at no others' numbers. */
export function updateCounts(dict: PyDict): ReadonlySet<TensorData> {
  const state = dict.get('state');
  if (!(state instanceof Map)) return new Set();
  const counts = [...state.values()].flatMap((kept) => (kept instanceof Map ? [kept.get(COUNT)] : []));
  return new Set(counts.filter((count) => isTensor(count)).filter(({ shape }) => elementCount(shape) === 1));
}

/** The refusal of an optimiser's state. */
export function badOptimizer(message: string): ReturnType<typeof bad> {
  return bad('optimizer', message, undefined, 'A new run can start from its weights instead.');
}

/** By the first parameter; all others must have the same slots. */
function ruleOf(state: PyDict): Rule {
  const [first] = state.values();
  if (first === undefined) throw badOptimizer('The optimiser in the checkpoint has done no step.');
  if (first instanceof Map) {
    if (first.has('exp_avg')) return 'adamw';
    if (first.has('mu')) return 'lars';
  }
  const names = first instanceof Map ? [...first.keys()].map(String) : [];
  throw badOptimizer(
    `The optimiser in the checkpoint is neither AdamW nor LARS: it keeps ${names.length === 0 ? 'nothing' : quoted(names.slice(0, 4).join(', '), 60)} of a parameter.`,
  );
}

function groupOf(group: PyValue): ParameterGroup {
  const numbers = group instanceof Map ? group.get('params') : undefined;
  if (!(group instanceof Map) || !isList(numbers) || !numbers.every(isSize))
    throw badOptimizer('A parameter group of the optimiser has no list of parameters.');
  const variant = VARIANTS.find((name) => group.get(name) === true);
  if (variant !== undefined)
    throw badOptimizer(
      `The optimiser in the checkpoint is AdamW with ${variant}, which is not computed here.`,
    );
  return { numbers, settings: group };
}

function slotsOf(key: unknown, kept: PyValue, rule: Rule): ParameterSlots {
  const { tensors, counts } = KEPT[rule];
  const names = counts ? [COUNT, ...tensors] : tensors;
  const whose = `The optimiser’s state of parameter ${numberOf(key)}`;
  if (!(kept instanceof Map)) throw badOptimizer(`${whose} is no dictionary.`);
  const missing = names.find((name) => !kept.has(name));
  if (missing !== undefined) throw badOptimizer(`${whose} lacks ${quoted(missing)}.`);
  const other = [...kept.keys()].find((name) => typeof name !== 'string' || !names.includes(name));
  if (other !== undefined)
    throw badOptimizer(`${whose} has ${quoted(String(other), 60)}, which the reference’s does not have.`);
  const slots = tensors.map((name) => {
    const tensor = kept.get(name);
    if (!isTensor(tensor) || !FLOATS.has(tensor.dtype))
      throw badOptimizer(`${whose} has a ${quoted(name)} that is no tensor of floats.`);
    return [name, tensor] as const;
  });
  return { slots: Object.fromEntries(slots), steps: counts ? stepsOf(kept.get(COUNT), whose) : undefined };
}

/** Newer versions of PyTorch keep the count as a tensor of one number, older ones as an integer. */
function stepsOf(count: PyValue | undefined, whose: string): number {
  const value =
    isTensor(count) && count.dtype !== 'BOOL' && count.data.length === 1 ? floatValues(count)[0] : count;
  if (isSize(value)) return value;
  throw badOptimizer(`${whose} does not say how many updates were done.`);
}

function numberOf(key: unknown): number {
  if (typeof key === 'number' && isSize(key)) return key;
  throw badOptimizer('The optimiser in the checkpoint does not number its parameters.');
}

function isList(value: PyValue | undefined): value is readonly PyValue[] {
  return Array.isArray(value);
}
