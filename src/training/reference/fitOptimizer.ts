import { Failure } from '../../failure';
import { floatValues } from '../../formats/floatValues';
import { badOptimizer, type OptimizerDict } from '../../formats/pytorch/optimizerState';
import type { TensorData } from '../../formats/tensorData';
import type { ParameterSpec } from '../../nn/parameters';
import type { OptimizerState } from '../../optim/updateRule';
import { quoted } from '../../quoted';
import { sameShape } from '../weights/shapes';

/**
 * The optimiser's state of a checkpoint of PyTorch as this program's optimisers have it.
 *
 * @param numbers of the file's parameters, see `parameterNumbers`.
 * @throws {Failure} `checkpoint_bad_optimizer` where a parameter has no state, or one of another shape;
 * `checkpoint_bad_value` where a number in it is not finite.
 */
export function fitOptimizer(
  { parameters }: OptimizerDict,
  numbers: ReadonlyMap<string, number>,
  specs: readonly ParameterSpec[],
): OptimizerState {
  const state: Record<string, TensorData> = {};
  for (const { name, shape } of specs.filter(({ trainable }) => trainable)) {
    const number = numbers.get(name);
    const kept = number === undefined ? undefined : parameters.get(number);
    if (kept === undefined)
      throw badOptimizer(`The optimiser in the checkpoint has no state of ${quoted(name)}.`);
    for (const [slot, tensor] of Object.entries(kept.slots))
      state[`${slot}/${name}`] = { dtype: 'F32', shape, data: valuesOf(tensor, shape, slot, name) };
    if (kept.steps !== undefined)
      state[`step/${name}`] = { dtype: 'F32', shape: [], data: Float32Array.of(kept.steps) };
  }
  return state;
}

function valuesOf(tensor: TensorData, shape: readonly number[], slot: string, name: string): Float32Array {
  if (!sameShape(tensor.shape, shape))
    throw badOptimizer(
      `The optimiser’s ${slot} of ${quoted(name)} has shape [${tensor.shape.join(', ')}] instead of [${shape.join(', ')}].`,
    );
  const values = floatValues(tensor);
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad === undefined) return values;
  throw new Failure({
    code: 'checkpoint_bad_value',
    message: `The optimiser’s ${slot} of ${quoted(name)} holds ${bad}, so that training cannot go on with it.`,
    doing: 'going on with a run',
    remedy: 'Use a checkpoint from before that training failed.',
  });
}
