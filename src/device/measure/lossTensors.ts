import * as tf from '@tensorflow/tfjs-core';
import { lossInputs, type LossInputs } from '../../vicregl/loss';
import type { FixedInputs, PlainTensor } from './fixedInputs';

/** The weights as trainable variables by name. */
export function variablesOf({ weights }: FixedInputs): Record<string, tf.Variable> {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => [
      name,
      tf.tidy(() => tf.variable(tf.tensor(values, [...shape]))),
    ]),
  );
}

/** Views and locations as the loss takes them, for good: both views in one batch, put together once. */
export function keptLossInputs({ views, locations }: FixedInputs): Pick<LossInputs, 'batches' | 'locations'> {
  const tensorOf = ({ shape, values }: PlainTensor): tf.Tensor => tf.tensor(values, [...shape]);
  return tf.tidy(() => {
    const inputs = lossInputs(
      views.map((view) => tensorOf(view) as tf.Tensor4D),
      locations.map(tensorOf),
    );
    for (const tensor of [inputs.locations, ...inputs.batches.map(({ images }) => images)]) tf.keep(tensor);
    return inputs as never;
  });
}
