import * as tf from '@tensorflow/tfjs-core';
import type { FixedInputs, PlainTensor } from '../fixedInputs';

/** The weights as trainable variables by name. */
export function variablesOf({ weights }: FixedInputs): Record<string, tf.Variable> {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => [
      name,
      tf.tidy(() => tf.variable(tf.tensor(values, [...shape]))),
    ]),
  );
}

/** Tensors that outlive a `tf.tidy`. */
export function tensorsOf<T extends tf.Tensor>(plain: readonly PlainTensor[]): T[] {
  return plain.map(({ shape, values }) => tf.keep(tf.tensor(values, [...shape])) as T);
}
