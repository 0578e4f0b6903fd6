import * as tf from '@tensorflow/tfjs-core';

/** @file Ops of ours on tfjs's gradient tape. The only place that knows private names of tfjs's engine. */

export type Outputs = tf.Tensor | tf.Tensor[];
/** For each input, what computes its gradient; called only for inputs that are differentiated by. */
export type GradientMap = Readonly<Record<string, (() => tf.Tensor) | undefined>>;

export interface TapedCall {
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  /** What it makes and does not return is thrown away, but for what it saves; stock ops in it are not differentiated. */
  readonly forward: (save: (tensors: tf.Tensor[]) => void) => Outputs;
  /** `dys` are the gradients of the outputs; zeros where nothing depends on one. */
  readonly backward: (dys: readonly tf.Tensor[], saved: readonly tf.Tensor[]) => GradientMap;
}

interface Engine {
  runKernelFunc(call: {
    readonly inputs: TapedCall['inputs'];
    readonly forwardFunc: (backend: unknown, save: (tensors: tf.Tensor[]) => void) => Outputs;
    readonly backwardsFunc: (dys: Outputs, saved: readonly tf.Tensor[]) => GradientMap;
  }): Outputs;
}

/**
 * Runs an op whose gradient is given, as `tf.customGrad` does, but with inputs by name, any number of outputs and
 * gradients that are computed one by one.
 */
export function runTaped({ inputs, forward, backward }: TapedCall): Outputs {
  const engine = tf.engine() as unknown as Engine;
  return engine.runKernelFunc({
    inputs,
    forwardFunc: (_, save) => forward(save),
    backwardsFunc: (dys, saved) => backward(Array.isArray(dys) ? dys : [dys], saved),
  });
}

/** Whether tfjs records for a backward pass. */
export function recordsGradients(): boolean {
  return tf.engine().state.gradientDepth > 0;
}

/** What a kernel made, as a tensor that tfjs counts. */
export function asTensor(info: tf.TensorInfo): tf.Tensor {
  return info instanceof tf.Tensor ? (info as tf.Tensor) : tf.engine().makeTensorFromTensorInfo(info);
}

/**
 * A value that several gradients of one op share, computed when the first one asks. tfjs calls each gradient in a
 * scope of its own and throws away what it does not return, so the value is made in the scope of the op's `gradient`,
 * in which `shared` must be called. `compute` may only run the op's parts: tfjs's ops open scopes themselves.
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
