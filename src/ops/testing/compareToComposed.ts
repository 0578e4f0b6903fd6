import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { randomStream } from '../../random/stream';
import { currentBackend } from '../backendView';
import type { AnyOp, OpCases, Size } from '../../ops/cases/opCases';
import { kernelsOf } from '../../ops/kernels';
import { narrowInto } from '../halfConversion';
import { allocateStored, isHalf } from '../halfTensors';

/** @file For tests: runs an op and its gradients on the kernels and, as its composition, on tfjs's CPU backend. */

/** Values are compared relative to the largest of their tensor, or to this where all are small. */
const SMALLEST_SCALE = 0.1;

type Inputs = Record<string, tf.Tensor>;
/** Standard normal values, the same for the same index. */
export function randomTensor(shape: readonly number[], index: number): tf.Tensor {
  const stream = randomStream(11, 'probe', 0, index);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => stream.normal());
  return tf.tensor(values, [...shape]);
}

/** An op's outputs and the gradients of Σ output₀ · cotangent, by the names `y0`, `y1`, … and `d` + input. */
export type Evaluation = Record<
  string,
  { readonly shape: readonly number[]; readonly values: Float32Array; readonly half: boolean }
>;

export interface CompareOptions {
  /** Changes random inputs to what the op expects, such as zeros and ones. */
  readonly prepare?: (name: string, tensor: tf.Tensor) => tf.Tensor;
  /** Inputs that nobody differentiates by. */
  readonly fixed?: readonly string[];
  /** Backend whose kernels are compared, `webgpu` if left out; it must be open. */
  readonly backend?: string;
  /** Runs the kernels in mixed precision, with these inputs and the output's gradient in halves. */
  readonly halves?: readonly string[];
}

/** A value near this one that a half can hold. */
function toHalf(value: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value) || 1)), -14);
  const step = 2 ** (exponent - 10);
  return Math.trunc(value / step) * step;
}

/** The tensor stored as halves; its values must be ones that halves can hold. */
function storeAsHalf(tensor: tf.Tensor): tf.Tensor {
  const backend = currentBackend();
  const half = allocateStored(backend, tensor.shape, true);
  if (!isHalf(half)) throw new Error(`[${tensor.shape.join(', ')}] cannot be stored as halves.`);
  narrowInto(backend, tensor, half);
  return tf.engine().makeTensorFromTensorInfo(half);
}

async function evaluate(
  op: AnyOp,
  shapes: Record<string, readonly number[]>,
  attributes: object,
  backend: string,
  { prepare = (_, tensor) => tensor, fixed = [], halves }: CompareOptions,
): Promise<Evaluation> {
  await tf.setBackend(backend);
  const names = Object.keys(shapes);
  const rounded = (shape: readonly number[], index: number): tf.Tensor => {
    const tensor = randomTensor(shape, index);
    const exact = tf.tensor(tensor.dataSync().map(toHalf), tensor.shape);
    return backend === 'webgpu' ? storeAsHalf(exact) : exact;
  };
  const inputs = names.map((name, i) =>
    prepare(name, halves?.includes(name) ? rounded(shapes[name]!, i) : randomTensor(shapes[name]!, i)),
  );
  const all = Object.fromEntries(names.map((name, i) => [name, inputs[i]!]));
  const free = names.filter((name) => !fixed.includes(name));
  const run = (tensors: Inputs) =>
    op(tensors, { ...attributes, precision: halves === undefined ? 'float32' : 'mixed' });
  const first = (...tensors: tf.Tensor[]): tf.Tensor => {
    const out = run({ ...all, ...Object.fromEntries(free.map((name, i) => [name, tensors[i]!])) });
    return Array.isArray(out) ? out[0]! : out;
  };
  const out = run(all);
  const outputs = Array.isArray(out) ? out : [out];
  const cotangent = (halves === undefined ? randomTensor : rounded)(outputs[0]!.shape, names.length);
  const gradients = tf.grads(first)(
    free.map((name) => all[name]!),
    cotangent,
  );
  const result: Evaluation = {};
  for (const [i, y] of outputs.entries()) {
    result[`y${i}`] = { shape: y.shape, values: (await y.data()) as Float32Array, half: isHalf(y) };
  }
  for (const [i, name] of free.entries()) {
    const gradient = gradients[i]!;
    const values = (await gradient.data()) as Float32Array;
    result[`d${name}`] = { shape: gradient.shape, values, half: isHalf(gradient) };
  }
  tf.dispose([inputs, outputs, gradients, cotangent]);
  return result;
}

export interface Comparison {
  /** Largest difference of any output or gradient, relative to the largest value of it. */
  readonly error: number;
  /** Which one that is. */
  readonly worst: string;
  /** Whether a second run on the kernels gave the same bits. */
  readonly repeats: boolean;
  /** Which outputs and gradients the kernels left in halves. */
  readonly halves: readonly string[];
}

/** Compares kernels and composition at one of an op's sizes. */
export function compareAt(
  { op, prepare, fixed }: OpCases,
  { shapes, attributes = {} }: Size,
  options: CompareOptions = {},
): Promise<Comparison> {
  const own = { ...(prepare && { prepare }), ...(fixed && { fixed }) };
  return compareToComposed(op, shapes, attributes, { ...own, ...options });
}

/** Compares kernels and composition on random inputs of these shapes. */
export async function compareToComposed(
  op: AnyOp,
  shapes: Record<string, readonly number[]>,
  attributes: object,
  options: CompareOptions = {},
): Promise<Comparison> {
  const { backend = 'webgpu' } = options;
  await tf.setBackend(backend);
  if (kernelsOf(op.name) === undefined) throw new Error(`${op.name} has no kernel.`);
  const expected = await evaluate(op, shapes, attributes, 'cpu', options);
  const actual = await evaluate(op, shapes, attributes, backend, options);
  const again = await evaluate(op, shapes, attributes, backend, options);
  let error = 0;
  let worst = '';
  let repeats = true;
  for (const [name, { shape, values }] of Object.entries(expected)) {
    const got = actual[name]!;
    if (shape.join() !== got.shape.join())
      throw new Error(`${name}: ${got.shape.join()}, not ${shape.join()}`);
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), SMALLEST_SCALE);
    values.forEach((value, i) => {
      const difference = Math.abs(value - got.values[i]!) / scale;
      // A NaN must not pass for a small error.
      if (!(difference <= error)) [error, worst] = [difference, name];
    });
    repeats &&= got.values.every((value, i) => Object.is(value, again[name]!.values[i]));
  }
  const halves = Object.keys(actual).filter((name) => actual[name]!.half);
  return { error, worst, repeats, halves };
}
