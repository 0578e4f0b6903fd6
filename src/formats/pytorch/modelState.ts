import type { TensorData } from '../tensorData';
import { bad } from './bad';
import { isSize, isTensor } from './values';
import type { PyDict, PyValue } from './values';

/** What a training checkpoint of the reference, or a bare state dict, holds. */
export interface ModelState {
  /** Parameters and buffers under the model's own names, without the prefix of data-parallel training. */
  readonly tensors: Readonly<Record<string, TensorData>>;
  /** Epochs done. */
  readonly epoch?: number;
  /** The optimiser's own state dict: `state` by parameter number, and `param_groups`. */
  readonly optimizer?: PyDict;
}

const PARALLEL_PREFIX = 'module.';
/** Under which a full checkpoint keeps the model: the reference's own name first. */
const MODEL_KEYS = ['model', 'state_dict'] as const;

/**
 * Finds the model in what `readPyTorch` returned: the dictionary itself, or its `model` or `state_dict`.
 *
 * @throws {Failure} `checkpoint_bad_model` where there is none
 */
export function modelState(value: PyValue): ModelState {
  if (!(value instanceof Map)) throw bad('model', 'The checkpoint holds no dictionary of weights.');
  const nested = MODEL_KEYS.map((key) => value.get(key)).find((inner) => inner instanceof Map);
  const epoch = value.get('epoch');
  const optimizer = value.get('optimizer');
  return {
    tensors: namedTensors(nested instanceof Map ? nested : value),
    ...(typeof epoch === 'number' ? { epoch } : {}),
    ...(optimizer instanceof Map ? { optimizer } : {}),
  };
}

/** Epochs done, where a checkpoint has what a training goes on with: the optimiser's state and their number. */
export function epochsToGoOnFrom(value: PyValue): number | undefined {
  if (!(value instanceof Map) || !(value.get('optimizer') instanceof Map)) return undefined;
  const epoch = value.get('epoch');
  return isSize(epoch) ? epoch : undefined;
}

function namedTensors(dict: PyDict): Readonly<Record<string, TensorData>> {
  const entries = [...dict];
  if (entries.length === 0) throw bad('model', 'The checkpoint holds no weights.');
  const prefixed = entries.every(([name]) => typeof name === 'string' && name.startsWith(PARALLEL_PREFIX));
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (typeof name !== 'string' || !isTensor(value)) {
        throw bad(
          'model',
          `The checkpoint holds ${JSON.stringify(String(name))} among its weights, which is no tensor.`,
        );
      }
      return [prefixed ? name.slice(PARALLEL_PREFIX.length) : name, value];
    }),
  );
}
