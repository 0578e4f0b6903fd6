import { badOptimizer, type OptimizerDict } from '../../formats/pytorch/optimizerState';
import type { ParameterSpec } from '../../nn/parameters';
import { quoted } from '../../quoted';

/** A parameter of the model in a checkpoint. */
export interface FileParameter {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * The number that an optimiser's state has for each parameter, by name. PyTorch numbers parameters group by group, in
 * the order of `model.parameters()`, which is that of the state dict without its buffers. LARS has all of them in one
 * group; AdamW has the 1-D ones first, then the others, then a group that is empty in the reference's model
 * (facebookresearch/VICRegL, optimizers.py).
 *
 * @param parameters of the file's model, in the file's order.
 * @param specs of the model that is trained; the file must have its parameters in the same order.
 * @throws {Failure} `checkpoint_bad_optimizer` where the order is another one, or the numbers do not fit.
 */
export function parameterNumbers(
  parameters: readonly FileParameter[],
  specs: readonly ParameterSpec[],
  { groups }: OptimizerDict,
): ReadonlyMap<string, number> {
  requireOrder(parameters, specs);
  const expected = groupNames(parameters, groups.length);
  const sizes = groups.map(({ numbers }) => numbers.length).join(' + ');
  const wanted = expected.map((names) => names.length).join(' + ');
  if (sizes !== wanted)
    throw badOptimizer(
      `The optimiser’s groups have ${sizes} parameters; those of the checkpoint’s model ${wanted}.`,
    );
  const numbers = new Map(
    groups.flatMap((group, index) =>
      group.numbers.map((number, place) => [expected[index]![place]!, number]),
    ),
  );
  if (new Set(numbers.values()).size < numbers.size)
    throw badOptimizer('The optimiser’s groups have a parameter twice.');
  return numbers;
}

/** A file whose tensors were sorted anew no longer says which parameter is which. */
function requireOrder(parameters: readonly FileParameter[], specs: readonly ParameterSpec[]): void {
  const names = specs.filter(({ trainable }) => trainable).map(({ name }) => name);
  const known = new Set(names);
  const found = parameters.map(({ name }) => name).filter((name) => known.has(name));
  const at = names.findIndex((name, place) => name !== found[place]);
  if (at < 0) return;
  throw badOptimizer(
    `The checkpoint’s weights are not in the reference’s order: ${quoted(found[at] ?? '', 60)} stands where ${quoted(names[at]!, 60)} belongs. So its optimiser’s state cannot be assigned.`,
  );
}

function groupNames(parameters: readonly FileParameter[], groups: number): string[][] {
  const namesOf = (some: readonly FileParameter[]) => some.map(({ name }) => name);
  if (groups === 1) return [namesOf(parameters)];
  if (groups !== 3)
    throw badOptimizer(`The optimiser has ${groups} parameter groups; the reference has one or three.`);
  const isFlat = ({ shape }: FileParameter) => shape.length === 1;
  return [
    namesOf(parameters.filter(isFlat)),
    namesOf(parameters.filter((parameter) => !isFlat(parameter))),
    [],
  ];
}
