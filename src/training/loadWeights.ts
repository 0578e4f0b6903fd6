import { Failure } from '../failure';
import { floatValues } from '../formats/floatValues';
import type { ParameterSpec } from '../nn/parameters';
import type { Model } from './model';
import type { Weights } from './weights/fitWeights';
import { sameShape } from './weights/shapes';

/**
 * That a model has all of these tensors, in their shapes; `fitWeights` makes such.
 * @throws Failure `weights_mismatch`, naming the first one that it has not.
 */
export function requireFitted(specs: readonly ParameterSpec[], tensors: Weights): void {
  const shapes = new Map(specs.map(({ name, shape }) => [name, shape]));
  for (const [name, tensor] of Object.entries(tensors)) {
    const shape = shapes.get(name);
    if (shape !== undefined && sameShape(shape, tensor.shape)) continue;
    throw new Failure({
      code: 'weights_mismatch',
      message: `The model has no ${name} of shape [${tensor.shape.join(', ')}].`,
      doing: 'loading weights',
      remedy: 'The model was changed while the weights were read: load them again.',
    });
  }
}

/**
 * That these are all tensors of a model, in their shapes.
 * @throws Failure `weights_mismatch`, naming the first one that is missing, or that the model has not.
 */
export function requireAll(specs: readonly ParameterSpec[], tensors: Weights): void {
  requireFitted(specs, tensors);
  const missing = specs.find(({ name }) => !Object.hasOwn(tensors, name));
  if (missing === undefined) return;
  throw new Failure({
    code: 'weights_mismatch',
    message: `The checkpoint has no ${missing.name}, which the model of its configuration has.`,
    doing: 'going on with a run',
    remedy: 'Use a checkpoint of the same data set, with the same classes.',
  });
}

/**
 * Puts tensors into a model, in place; all others of the model stay as they are.
 * @throws Failure as `requireFitted`; the model is then left as it was.
 */
export function loadWeights(model: Model, tensors: Weights): void {
  requireFitted(model.specs, tensors);
  model.assign(
    Object.fromEntries(
      model.specs.flatMap(({ name, dtype }) => {
        if (!Object.hasOwn(tensors, name)) return [];
        const values = floatValues(tensors[name]!);
        return [[name, dtype === 'int32' ? Int32Array.from(values) : values]];
      }),
    ),
  );
}
