import * as tf from '@tensorflow/tfjs-core';
import { asTensor } from './tape';
import type { AttributesOf, Computation, InputsOf, Op } from './defineOp';

/** @file What a backend gives to run ops faster than their compositions: a table of kernels by the ops' names. */

/** Tensors as tfjs's backends know them, in the place of `T`'s. */
export type Infos<T> = T extends tf.Tensor ? tf.TensorInfo : { [K in keyof T]: Infos<T[K]> };

/** A computation on a backend: from tensors and attributes to new tensors. */
export type Kernel<F extends Computation, B> = (
  backend: B,
  inputs: Readonly<Infos<InputsOf<F>>>,
  attributes: AttributesOf<F>,
) => Infos<ReturnType<F>>;

/** The same with what only the gradient needs, where the op asks for it. */
export type KeepingKernel<F extends Computation, K, B> = (
  backend: B,
  inputs: Readonly<Infos<InputsOf<F>>>,
  attributes: AttributesOf<F>,
  /** Whether a backward pass needs what it `kept`; what is kept nevertheless is thrown away. */
  keeps: boolean,
) => { readonly outputs: Infos<ReturnType<F>>; readonly kept?: Infos<K> | undefined };

/** The kernels of one op: `forward`, and one of each part of its gradient. */
export type KernelsOf<O, B> =
  O extends Op<string, infer F, infer K, infer P>
    ? { readonly forward: keyof K extends never ? Kernel<F, B> : KeepingKernel<F, K, B> } & {
        readonly [Part in keyof P]: P[Part] extends Computation ? Kernel<P[Part], B> : never;
      }
    : never;

/** Stands in a table for an op that runs as its composition on that backend. */
export const COMPOSED = 'composed';

/** A backend's kernels for all of these ops. */
export type Kernels<Ops, B> = {
  readonly [N in keyof Ops]: KernelsOf<Ops[N], B> | typeof COMPOSED;
};

/** What a kernel gives, whatever its op. */
export type KernelResult =
  | tf.TensorInfo
  | tf.TensorInfo[]
  | {
      readonly outputs: tf.TensorInfo | tf.TensorInfo[];
      readonly kept?: Readonly<Record<string, tf.TensorInfo>>;
    };
/** What a kernel gets, whatever its op. */
export type KernelCall = readonly [
  inputs: Readonly<Record<string, tf.TensorInfo>>,
  attributes: object,
  keeps: boolean,
];
export type AnyKernel<B> = (backend: B, ...call: KernelCall) => KernelResult;
/** An op's kernels on the backend at hand. */
export type BoundKernels = Readonly<Record<string, (...call: KernelCall) => KernelResult>>;

const tables = new Map<string, ReadonlyMap<string, BoundKernels>>();

/**
 * Gives one of tfjs's backends its kernels; from then on ops run on them wherever it is the current one.
 *
 * @param run runs a kernel on the backend at hand.
 */
export function provideKernels<B>(
  backendName: string,
  kernels: Readonly<Record<string, object | typeof COMPOSED>>,
  run: (kernel: AnyKernel<B>, ...call: KernelCall) => KernelResult,
): void {
  const table = new Map<string, BoundKernels>();
  for (const [name, own] of Object.entries(kernels)) {
    if (own === COMPOSED) continue;
    const bound = Object.entries(own).map(([part, kernel]): [string, BoundKernels[string]] => [
      part,
      (...call) => asRunning(`${name} ${part}`, () => run(kernel as AnyKernel<B>, ...call)),
    ]);
    table.set(name, Object.fromEntries(bound));
  }
  tables.set(backendName, table);
}

let running = '';

/** The op whose kernel runs now, and which of its kernels: `linear weightGradient`; empty outside of kernels. */
export const runningKernel = (): string => running;

function asRunning<T>(kernel: string, work: () => T): T {
  const before = running;
  running = kernel;
  try {
    return work();
  } finally {
    running = before;
  }
}

/**
 * Has what the forward kernel of one op gives on the current backend go through `change`, until kernels are provided again.
 * An op without kernels there stays as it is.
 */
export function changeForward(name: string, change: (output: tf.Tensor) => tf.Tensor): void {
  const kernels = kernelsOf(name);
  const forward = kernels?.forward;
  if (kernels === undefined || forward === undefined) return;
  const changed = (info: tf.TensorInfo): tf.TensorInfo => change(asTensor(info));
  const changedAll = (infos: tf.TensorInfo | tf.TensorInfo[]) =>
    Array.isArray(infos) ? infos.map(changed) : changed(infos);
  const own: BoundKernels[string] = (...call) => {
    const result = forward(...call);
    return 'outputs' in result ? { ...result, outputs: changedAll(result.outputs) } : changedAll(result);
  };
  const backend = tf.getBackend();
  tables.set(backend, new Map(tables.get(backend)).set(name, { ...kernels, forward: own }));
}

/** The kernels of the op of this name on the current backend; none where it runs as its composition. */
export function kernelsOf(name: string): BoundKernels | undefined {
  return tables.get(tf.getBackend())?.get(name);
}
