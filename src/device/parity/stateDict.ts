import * as tf from '@tensorflow/tfjs-core';
import type { ParameterSpec } from '../../nn/parameters';
import type { Fixture } from './fixture';

/** The tensors of a state dict stored under `prefix`; their names and shapes must be those of `specs`. */
export function stateOf(
  fixture: Fixture,
  prefix: string,
  specs: readonly Pick<ParameterSpec, 'name' | 'shape'>[],
): Record<string, tf.Tensor> {
  sameNames(
    prefix,
    fixture.names(prefix),
    specs.map(({ name }) => name),
  );
  return Object.fromEntries(
    specs.map(({ name, shape }) => {
      const tensor = fixture.tensor(prefix + name);
      if (!tf.util.arraysEqual(tensor.shape, [...shape])) {
        throw new Error(
          `${prefix}${name} has shape [${tensor.shape.join()}], the engine's [${shape.join()}]`,
        );
      }
      return [name, tensor];
    }),
  );
}

/** @throws Error naming what is only on one side; the order does not matter. */
export function sameNames(what: string, names: readonly string[], expected: readonly string[]): void {
  const missing = expected.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !expected.includes(name));
  if (missing.length + extra.length === 0) return;
  throw new Error(`${what}: missing [${missing.join(', ')}], unexpected [${extra.join(', ')}]`);
}
