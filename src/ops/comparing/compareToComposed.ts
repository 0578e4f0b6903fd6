import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { freeInputs, inputsOf, type OpCases, type Size } from '../cases/opCases';
import { kernelsOf } from '../kernels';
import { randomTensor } from './randomTensor';
import { runUpdates } from './runUpdates';

/** @file Runs an op and its gradients on a backend and, as its composition, on tfjs's CPU backend. */

/** Values are compared relative to the largest of their tensor, or to this where all are small. */
const SMALLEST_SCALE = 0.1;

/** How a backend stores tensors as halves. */
export interface HalfStorage {
  /** The tensor stored as halves; its values are ones that halves can hold. */
  readonly store: (tensor: tf.Tensor) => tf.Tensor;
  readonly isHalf: (tensor: tf.Tensor) => boolean;
}

export interface CompareOptions {
  /** The backend that is compared; it must be open. */
  readonly backend: string;
  /** Whether the op has kernels there, as it should unless this says otherwise. */
  readonly runs?: 'kernels' | 'composition';
  /** Runs the kernels in mixed precision, with these inputs and the output's gradient in halves. */
  readonly halves?: { readonly inputs: readonly string[]; readonly storage: HalfStorage };
}

export interface Comparison {
  /** Largest difference of any output or gradient, as the cases' `tolerance` counts it. */
  readonly error: number;
  /** Which one that is. */
  readonly worst: string;
  /** Whether a second run on the backend gave the same bits. */
  readonly repeats: boolean;
  /** Which outputs and gradients came in halves. */
  readonly halves: readonly string[];
  /** Of an op that updates its inputs: whether these kept their buffers. */
  readonly inPlace?: boolean;
}

/** An output, a gradient or an updated input. */
interface Result {
  readonly shape: readonly number[];
  readonly values: Float64Array;
  readonly half?: boolean;
}

type Results = Readonly<Record<string, Result>>;

/** Compares a backend's kernels with the composition at one of an op's sizes. */
export async function compareToComposed(
  cases: OpCases,
  size: Size,
  options: CompareOptions,
): Promise<Comparison> {
  const { backend, runs = 'kernels' } = options;
  const { op, updates } = cases;
  await tf.setBackend(backend);
  if ((kernelsOf(op.name) === undefined) !== (runs === 'composition')) {
    throw new Error(`${op.name} does not run on ${backend} as its ${runs}.`);
  }
  if (updates !== undefined) {
    const run = (on: string) => runUpdates(cases, updates, size, on);
    const expected = await once(size, () => run('cpu'));
    const [actual, again] = [await run(backend), await run(backend)];
    return {
      ...compared(expected.results, actual.results, again.results, () => 1),
      inPlace: actual.inPlace,
    };
  }
  const expected = await once(size, () => evaluate(cases, size, 'cpu', options));
  const actual = await evaluate(cases, size, backend, options);
  const again = await evaluate(cases, size, backend, options);
  return compared(expected, actual, again, (values) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), SMALLEST_SCALE),
  );
}

/** What the composition gives at a size, which kernels for several adapters are compared with. */
const known = new WeakMap<Size, Promise<unknown>>();

/** What was found for the size before, or what `find` finds now. */
function once<T>(size: Size, find: () => Promise<T>): Promise<T> {
  const found = known.get(size) ?? find();
  known.set(size, found);
  return found as Promise<T>;
}

function compared(
  expected: Results,
  actual: Results,
  again: Results,
  scaleOf: (values: Float64Array) => number,
): Comparison {
  let error = 0;
  let worst = '';
  let repeats = true;
  for (const [name, { shape, values }] of Object.entries(expected)) {
    const got = actual[name]!;
    if (shape.join() !== got.shape.join())
      throw new Error(`${name}: ${got.shape.join()}, not ${shape.join()}`);
    const scale = scaleOf(values);
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

/** An op's outputs `y0`, `y1`, … and the gradients of Σ output · cotangent, `d` + input, from the second output on with its number. */
async function evaluate(
  cases: OpCases,
  size: Size,
  on: string,
  { backend, halves }: CompareOptions,
): Promise<Results> {
  await tf.setBackend(on);
  const storage = on === backend ? halves?.storage : undefined;
  const rounded = (shape: readonly number[], index: number): tf.Tensor => {
    const tensor = randomTensor(shape, index);
    const exact = tf.tensor(tensor.dataSync().map(toHalf), tensor.shape);
    return storage === undefined ? exact : storage.store(exact);
  };
  const all = inputsOf(cases, size, 0, (shape, index, name) =>
    (halves?.inputs.includes(name) === true ? rounded : randomTensor)(shape, index),
  );
  const free = freeInputs(cases, size);
  const attributes = { ...size.attributes, precision: halves === undefined ? 'float32' : 'mixed' };
  const run = (changed: readonly tf.Tensor[] = []): tf.Tensor[] => {
    const out = cases.op({ ...all, ...Object.fromEntries(changed.map((x, i) => [free[i]!, x])) }, attributes);
    return Array.isArray(out) ? out : [out];
  };
  const outputs = run();
  const results: Record<string, Result> = {};
  const take = async (name: string, tensor: tf.Tensor): Promise<void> => {
    const values = Float64Array.from(await tensor.data());
    results[name] = { shape: tensor.shape, values, half: storage?.isHalf(tensor) ?? false };
  };
  for (const [i, y] of outputs.entries()) await take(`y${i}`, y);
  const differentiated = free.length === 0 ? [] : outputs.slice(0, cases.differentiated ?? 1);
  for (const [place, output] of differentiated.entries()) {
    const cotangent = (halves === undefined ? randomTensor : rounded)(
      output.shape,
      Object.keys(all).length + place,
    );
    const gradients = tf.grads((...tensors: tf.Tensor[]) => run(tensors)[place]!)(
      free.map((name) => all[name]!),
      cotangent,
    );
    for (const [i, name] of free.entries()) await take(`d${name}${place || ''}`, gradients[i]!);
    tf.dispose([gradients, cotangent]);
  }
  tf.dispose([all, outputs]);
  return results;
}

/** A value near this one that a half can hold. */
function toHalf(value: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value) || 1)), -14);
  const step = 2 ** (exponent - 10);
  return Math.trunc(value / step) * step;
}
