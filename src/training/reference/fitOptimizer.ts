import { Failure } from '../../failure';
import { floatValues } from '../../formats/floatValues';
import { badOptimizer, type OptimizerDict, type ParameterSlots } from '../../formats/pytorch/optimizerState';
import type { PyTorchOutline } from '../../formats/pytorch/outline';
import type { Reading } from '../../formats/reading';
import type { TensorData } from '../../formats/tensorData';
import type { ParameterSpec } from '../../nn/parameters';
import type { OptimizerState } from '../../optim/updateRule';
import { quoted } from '../../quoted';
import { sameShape } from '../weights/shapes';

/**
 * The optimiser's state of a checkpoint of PyTorch as this program's optimisers have it.
 *
 * @param numbers of the file's parameters, see `parameterNumbers`.
 * @param fill reads the slots, once all are known to fit.
 * @throws {Failure} `checkpoint_bad_optimizer` where a parameter has no state, or one of another shape;
 * `checkpoint_bad_value` where a number in it is not finite.
 */
export function* fitOptimizer(
  { parameters }: OptimizerDict,
  numbers: ReadonlyMap<string, number>,
  specs: readonly ParameterSpec[],
  fill: PyTorchOutline['fill'],
): Reading<OptimizerState> {
  const found = specs
    .filter(({ trainable }) => trainable)
    .map((spec) => ({ spec, kept: keptOf(spec, parameters, numbers) }));
  yield* fill(new Set(found.flatMap(({ kept }) => Object.values(kept.slots))));
  const state: Record<string, TensorData> = {};
  for (const { spec, kept } of found) {
    const { name, shape } = spec;
    for (const [slot, tensor] of Object.entries(kept.slots))
      state[`${slot}/${name}`] = { dtype: 'F32', shape, data: valuesOf(tensor, slot, name) };
    if (kept.steps !== undefined)
      state[`step/${name}`] = { dtype: 'F32', shape: [], data: Float32Array.of(kept.steps) };
  }
  return state;
}

/** What the optimiser keeps of a parameter, in its shape. */
function keptOf(
  { name, shape }: ParameterSpec,
  parameters: OptimizerDict['parameters'],
  numbers: ReadonlyMap<string, number>,
): ParameterSlots {
  const number = numbers.get(name);
  const kept = number === undefined ? undefined : parameters.get(number);
  if (kept === undefined)
    throw badOptimizer(`The optimiser in the checkpoint has no state of ${quoted(name)}.`);
  for (const [slot, tensor] of Object.entries(kept.slots))
    if (!sameShape(tensor.shape, shape))
      throw badOptimizer(
        `The optimiser’s ${slot} of ${quoted(name)} has shape [${tensor.shape.join(', ')}] instead of [${shape.join(', ')}].`,
      );
  return kept;
}

function valuesOf(tensor: TensorData, slot: string, name: string): Float32Array {
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
