import * as tf from '@tensorflow/tfjs-core';
import type { PackedAttributes, PackedInputs } from '../packedSlots';
import { randomTensor } from '../comparing/randomTensor';
import type { Updates } from './opCases';

/** @file Sizes of the ops that update a list of parameters. */

/** More than one workgroup, whole ones, and rests. */
export const PARAMETERS: readonly (readonly number[])[] = [
  [3],
  [70, 71],
  [1],
  [2, 3, 5, 1],
  [64, 64],
  [7],
  [13, 2],
];

export const UPDATES: Updates = {
  steps: 3,
  replaced: (inputs) => [...inputs.filter((name) => name.startsWith('param')), 'slots'],
};

interface PackedOptions {
  /** Tensors of the optimiser per parameter. */
  readonly slots: number;
  /** Values that those begin with. */
  readonly slotValue?: number;
  /** A row of `scalars`. */
  readonly scalars: (row: number, step: number) => readonly number[];
  /** A parameter that begins at zero, by its number. */
  readonly zero?: number;
  /** The loss is scaled by 4, and step 1 is skipped. */
  readonly scaled?: boolean;
}

/** Slots of a parameter that has no gradient in these steps, after the third. */
const HOLE = 4;
const SCALE = 4;
const SKIPPED_STEP = 1;

interface PackedSize {
  readonly inputs: { readonly [K in keyof PackedInputs]: (step: number) => tf.Tensor };
  readonly attributes: PackedAttributes;
}

/** Random parameters of these shapes, and other gradients at every step. Their scalars come in another order than they. */
export function packedSize(shapes: readonly (readonly number[])[], options: PackedOptions): PackedSize {
  const { slots, slotValue = 0, scalars, zero, scaled = false } = options;
  const sizes = shapes.map((shape) => tf.util.sizeFromShape([...shape]));
  const holes = (i: number): number => (i > 2 ? HOLE : 0);
  const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, holes(i)));
  const total = sizes.reduce((sum, size) => sum + size, holes(sizes.length));
  const rows = shapes.map((_, i) => shapes.length - 1 - i);
  const gradientScale = (step: number): number => (step === SKIPPED_STEP ? Infinity : SCALE);
  const named = (prefix: string, make: (shape: readonly number[], i: number, step: number) => tf.Tensor) =>
    Object.fromEntries(shapes.map((shape, i) => [`${prefix}${i}`, (step: number) => make(shape, i, step)]));
  return {
    inputs: {
      ...named('param', (shape, i) => (i === zero ? tf.zeros([...shape]) : randomTensor(shape, i))),
      ...named('grad', (shape, i, step) => {
        const grad = randomTensor(shape, 100 * (step + 1) + i);
        return scaled ? tf.mul(grad, gradientScale(step)) : grad;
      }),
      slots: () => tf.fill([slots, total], slotValue),
      scalars: (step) => tf.tensor2d(rows.map((_, row) => [...scalars(row, step)])),
      ...(scaled && { control: (step: number) => tf.tensor1d([1 / SCALE, step === SKIPPED_STEP ? 0 : 1]) }),
    },
    attributes: { rows, offsets },
  };
}
