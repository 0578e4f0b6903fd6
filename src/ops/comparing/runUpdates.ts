import * as tf from '@tensorflow/tfjs-core';
import { inputsOf, type OpCases, type Size, type Updates } from '../cases/opCases';

/** What an op made of its inputs, step after step. */
export interface UpdateRun {
  /** After each step the updated inputs, and outputs `y0`, … that update none: "slots after step 1". */
  readonly results: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: Float64Array }>
  >;
  /** Whether all inputs kept their buffers. */
  readonly inPlace: boolean;
}

/** Runs an op on variables that it updates, as a training does. */
export async function runUpdates(
  cases: OpCases,
  { steps, replaced }: Updates,
  size: Size,
  backend: string,
): Promise<UpdateRun> {
  await tf.setBackend(backend);
  const places = replaced(Object.keys(size.inputs));
  const first = inputsOf(cases, size);
  const variables = new Map<string, tf.Variable>();
  for (const name of places) if (name !== undefined) variables.set(name, tf.variable(first[name]!));
  const buffers = [...variables.values()].map(({ dataId }) => dataId);
  const results: Record<string, { readonly shape: readonly number[]; readonly values: Float64Array }> = {};
  for (let step = 0; step < steps; step++) {
    const told = tf.tidy(() => {
      const inputs = { ...inputsOf(cases, size, step), ...Object.fromEntries(variables) };
      const outputs = cases.op(inputs, size.attributes ?? {}) as tf.Tensor[];
      return Object.fromEntries(
        outputs.flatMap((output, i) => {
          const place = places[i];
          if (place === undefined) return [[`y${i}`, output]];
          variables.get(place)!.assign(output);
          return [];
        }),
      );
    });
    for (const [name, tensor] of [...variables, ...Object.entries<tf.Tensor>(told)]) {
      const values = Float64Array.from(await tensor.data());
      results[`${name} after step ${step + 1}`] = { shape: tensor.shape, values };
    }
    tf.dispose(told);
  }
  const inPlace = [...variables.values()].every(({ dataId }, i) => dataId === buffers[i]);
  tf.dispose([first, ...variables.values()]);
  return { results, inPlace };
}
