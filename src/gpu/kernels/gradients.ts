import * as tf from '@tensorflow/tfjs-core';
import { release, type BackendView } from '../backendView';

/** Runs a registered kernel of one output on tensors, tracked by tfjs. */
export function runKernel(
  name: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: tf.NamedAttrMap = {},
): tf.Tensor {
  return tf.engine().runKernel<tf.Tensor>(name, inputs, attributes);
}

/** Runs a registered kernel of several outputs. */
export function runKernels(
  name: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: tf.NamedAttrMap = {},
): tf.Tensor[] {
  return tf.engine().runKernel<tf.Tensor[]>(name, inputs, attributes);
}

/**
 * A value that several gradients of one op share, computed when the first one asks. tfjs calls each gradient in a
 * scope of its own and throws away what it does not return, so the value is made in the scope of the gradient
 * function, in which `shared` must be called. `compute` may only call these two: tfjs's ops open scopes themselves.
 */
export function shared<T>(compute: () => T): () => T {
  const { state } = tf.engine();
  const outer = state.activeScope;
  let value: { readonly it: T } | undefined;
  return () => {
    if (value === undefined) {
      const inner = state.activeScope;
      state.activeScope = outer;
      try {
        value = { it: compute() };
      } finally {
        state.activeScope = inner;
      }
    }
    return value.it;
  };
}

/** Whether tfjs records for a backward pass, so that a kernel should keep what its gradient needs. */
export function recordsGradients(): boolean {
  return tf.engine().state.gradientDepth > 0;
}

/** The one output gradient of an op whose kernel appends tensors for its gradient. */
export function firstOutput(dy: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const first = Array.isArray(dy) ? dy[0] : dy;
  if (first === undefined) throw new Error('An op of no outputs has no gradient.');
  return first;
}

/** tfjs hands kernels the tensors themselves; what a kernel has made, and stock ops shall go on with, is made one. */
export function asTensor(info: tf.TensorInfo): tf.Tensor {
  return info instanceof tf.Tensor ? (info as tf.Tensor) : tf.engine().makeTensorFromTensorInfo(info);
}

/** Gives back what `asTensor` or stock ops may have made a tensor of, which then is tfjs's to count. */
export function discard(backend: BackendView, info: tf.TensorInfo): void {
  if (info instanceof tf.Tensor) info.dispose();
  else release(backend, info);
}
