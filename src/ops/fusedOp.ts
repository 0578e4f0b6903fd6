import * as tf from '@tensorflow/tfjs-core';
import './stockGradients';

/** Named input tensors of an op. */
export type OpInputs = Record<string, tf.Tensor>;
/** Plain settings of an op: numbers, strings, booleans and lists of them. */
export type OpAttributes = Record<string, number | string | boolean | readonly number[]>;

/**
 * An op with two definitions: `composed`, written in stock tfjs ops, which is its specification and runs on every
 * backend; and, where a backend has one, a kernel of the same name in tfjs's kernel registry with its gradient in
 * the gradient registry. Callers never ask which one runs.
 */
export interface FusedOp<I extends OpInputs, A extends OpAttributes, O extends tf.Tensor | tf.Tensor[]> {
  (inputs: I, attributes: A): O;
  readonly kernelName: string;
  readonly composed: (inputs: I, attributes: A) => O;
}

export interface FusedOpOptions {
  /** The op has one output, and what its kernel returns beyond that is for its gradient only. */
  readonly single?: boolean;
}

export function defineFusedOp<I extends OpInputs, A extends OpAttributes, O extends tf.Tensor | tf.Tensor[]>(
  kernelName: string,
  composed: (inputs: I, attributes: A) => O,
  { single = false }: FusedOpOptions = {},
): FusedOp<I, A, O> {
  const run = (inputs: I, attributes: A): O => {
    // The package's types promise a kernel for every name.
    const kernel = tf.getKernel(kernelName, tf.getBackend()) as tf.KernelConfig | undefined;
    if (kernel === undefined) {
      return tf.tidy(() => composed(inputs, attributes));
    }
    const outputs = tf.engine().runKernel<O>(kernelName, inputs, attributes);
    return single && Array.isArray(outputs) ? (outputs[0] as O) : outputs;
  };
  return Object.assign(run, { kernelName, composed });
}
