import * as tf from '@tensorflow/tfjs-core';
import './stockGradients';
import { kernelsOf, type BoundKernels, type KernelResult } from './kernels';
import { asTensor, recordsGradients, runTaped, type Outputs } from './tape';

/** From named tensors and plain settings (numbers, strings, booleans, lists and records of them) to one tensor or several. */
export type Computation = (inputs: never, attributes: never) => Outputs;
export type InputsOf<F extends Computation> = F extends (inputs: infer I, ...rest: never) => unknown
  ? I
  : never;
/** Nothing for a computation that has none. */
export type AttributesOf<F extends Computation> = F extends (inputs: never, attributes: infer A) => unknown
  ? unknown extends A
    ? object
    : A
  : never;

/** What a gradient is made of: the tensors that were saved, and the gradients of outputs. */
export type Given<S, D extends string = 'dy'> = Readonly<Record<D, tf.Tensor>> & Readonly<S>;

export interface OpDefinition<N extends string, F extends Computation, K, P, S, D extends string = 'dy'> {
  /** Its name in the backends' tables, the same as in `OPS`. */
  readonly name: N;
  /** The op in stock tfjs ops: its specification, which runs on every backend with tfjs's gradients. */
  readonly composed: F;
  /** Whether kernels have to keep anything for the gradient; if left out, they do. */
  readonly keeps?: (attributes: AttributesOf<F>) => boolean;
  /** What the backward pass needs: of inputs, outputs and what kernels kept for it. Absent tensors are left out. */
  readonly saves?: (inputs: InputsOf<F>, outputs: ReturnType<F>, kept: K, attributes: AttributesOf<F>) => S;
  /**
   * What the gradients of the outputs are called, in order: `dy` alone if left out, for then an op of several outputs is
   * differentiated in the first one, and the others are for the record.
   */
  readonly dys?: readonly D[];
  /** The gradient of each input that has one, made of parts that every backend with kernels has, or of stock ops. */
  readonly gradient?: (
    given: Given<S, NoInfer<D>>,
    parts: P,
    attributes: AttributesOf<F>,
  ) => { readonly [Input in keyof InputsOf<F>]?: () => tf.Tensor };
}

/** An op; callers never ask how it is computed. `K` is what its kernels keep for its gradient, `P` the gradient's parts. */
export interface Op<N extends string, F extends Computation, K, P> {
  (...call: Parameters<F>): ReturnType<F>;
  readonly name: N;
  readonly composed: F;
  /** For the types alone: what kernels have to give. */
  readonly kernelTypes?: (kept: K, parts: P) => void;
}

/**
 * Defines an op: what it computes, what its gradient is, and what the backward pass keeps, for all backends.
 *
 * - `composed` takes inputs and attributes and gives the outputs; its types are those of the op and of every kernel. An
 *   input may be optional (`b?: tf.Tensor`) or one of many (``{ [name: `param${number}`]: tf.Tensor }``). Attributes may
 *   be lists of numbers, such as where views lie in a stack of rows.
 * - An op without `gradient` is not differentiable where it has kernels.
 * - `saves` says what the gradient needs. The type of its third argument is what kernels must keep for it: with
 *   `(inputs, y, { taps }: { taps: tf.Tensor }) => ({ ...inputs, taps })` a kernel returns `{ outputs, kept: { taps } }`, and
 *   without it just the outputs. An optional tensor is one that a backend may find cheaper to compute anew.
 * - The type of `gradient`'s second argument names the gradient's parts, an interface of methods with inputs and
 *   attributes like `composed`. Each is a kernel of every backend that has one for `forward`. A part that needs the shape
 *   or the precision of an input gets this input. What two gradients share goes through `shared` (`tape.ts`).
 *
 * The op then goes into `OPS` (`ops/index.ts`) with its cases, and each backend's table says which kernels run it, or
 * `COMPOSED`. Where they differ from the types here, or one is missing, the table does not compile.
 */
export function defineOp<
  const N extends string,
  F extends Computation,
  K = object,
  P = object,
  S = object,
  const D extends string = 'dy',
>(definition: OpDefinition<N, F, K, P, S, D>): Op<N, F, K, P> {
  const { name, composed } = definition;
  const run = ((inputs: never, attributes: never = {} as never) => {
    const kernels = kernelsOf(name);
    return kernels === undefined
      ? tf.tidy(() => composed(inputs, attributes))
      : runKernels(definition as unknown as UntypedDefinition, kernels, inputs, attributes);
  }) as unknown as Op<N, F, K, P>;
  Object.defineProperty(run, 'name', { value: name });
  return Object.assign(run, { composed });
}

type Tensors = Readonly<Record<string, tf.Tensor>>;
type MaybeTensors = Readonly<Record<string, tf.Tensor | undefined>>;
type Part = (inputs: MaybeTensors, attributes?: object) => Outputs;

/** A definition as the code below sees it, which has checked nothing: the types of `defineOp` have. */
interface UntypedDefinition {
  readonly name: string;
  readonly keeps?: (attributes: object) => boolean;
  readonly saves?: (inputs: Tensors, outputs: Outputs, kept: Tensors, attributes: object) => MaybeTensors;
  readonly dys?: readonly string[];
  readonly gradient?: (
    given: Tensors,
    parts: Readonly<Record<string, Part>>,
    attributes: object,
  ) => Readonly<Record<string, () => tf.Tensor>>;
}

function runKernels(
  { name, keeps, saves, dys: names = ['dy'], gradient }: UntypedDefinition,
  kernels: BoundKernels,
  maybeInputs: MaybeTensors,
  attributes: object,
): Outputs {
  const inputs = present(maybeInputs);
  const records = gradient !== undefined && recordsGradients();
  let savedNames: string[] = [];
  return runTaped({
    inputs,
    forward: (save) => {
      const result = kernels.forward!(inputs, attributes, records && (keeps?.(attributes) ?? true));
      const outputs = tensorsOf(result);
      const kept = keptOf(result);
      if (records && saves !== undefined) {
        const saved = present(saves(inputs, outputs, kept, attributes));
        savedNames = Object.keys(saved);
        save(Object.values(saved));
      }
      return outputs;
    },
    backward: (dys, saved) => {
      if (gradient === undefined) throw new Error(`The op ${name} has no gradient.`);
      const given = Object.fromEntries([
        ...savedNames.map((key, i) => [key, saved[i]!] as const),
        ...names.map((key, i) => [key, dys[i]!] as const),
      ]);
      return gradient(given, partsOf(kernels), attributes);
    },
  });
}

/** The kernels of a gradient's parts on tensors. */
function partsOf(kernels: BoundKernels): Record<string, Part> {
  const entries = Object.entries(kernels).map(([name, kernel]): [string, Part] => [
    name,
    (inputs, attributes = {}) => tensorsOf(kernel(present(inputs), attributes, false)),
  ]);
  return Object.fromEntries(entries);
}

function tensorsOf(result: KernelResult): Outputs {
  const infos = 'outputs' in result ? result.outputs : result;
  return Array.isArray(infos) ? infos.map(asTensor) : asTensor(infos);
}

/** What tfjs is to throw away or to save becomes tensors. */
function keptOf(result: KernelResult): Tensors {
  const kept = 'outputs' in result ? (result.kept ?? {}) : {};
  return Object.fromEntries(Object.entries(kept).map(([name, info]) => [name, asTensor(info)]));
}

/** The tensors that are there: optional ones may be undefined. */
function present(tensors: MaybeTensors): Record<string, tf.Tensor> {
  const entries = Object.entries(tensors).filter(
    (entry): entry is [string, tf.Tensor] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
