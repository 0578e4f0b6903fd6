import * as tf from '@tensorflow/tfjs-core';

/**
 * @file Ops that update a list of parameters in one go. The optimiser's tensors of all parameters lie end to end in one
 * tensor, one row per slot, so that a GPU program can bind them at once.
 */

/** Inputs of such an op: `param0`, `grad0`, `param1`, `grad1`, …, and what they share. */
export interface PackedInputs {
  [name: string]: tf.Tensor;
  /** `[slots, T]`, T the number of values of all parameters. */
  slots: tf.Tensor2D;
  /** `[P, columns]`, one row per parameter of the model. */
  scalars: tf.Tensor2D;
  /**
   * Of a scaled loss: `[2]`, what the gradients are multiplied by, and 0 where the step must change nothing (`lossScale`).
   * Left out where the loss is not scaled.
   */
  control?: tf.Tensor1D;
}

export type PackedAttributes = {
  /** Each parameter's row of `scalars`. */
  rows: readonly number[];
  /** Where in a row of `slots` each parameter's values begin, ascending. */
  offsets: readonly number[];
};

/** Lists of tensors as the inputs of such an op. */
export function packInputs(
  params: readonly tf.Tensor[],
  grads: readonly tf.Tensor[],
  shared: Pick<PackedInputs, 'slots' | 'scalars' | 'control'>,
): PackedInputs {
  const inputs = { ...shared } as PackedInputs;
  params.forEach((param, i) => (inputs[`param${i}`] = param));
  grads.forEach((grad, i) => (inputs[`grad${i}`] = grad));
  return inputs;
}

/** One parameter's values of one slot, in the parameter's shape. */
function unpackSlot(slots: tf.Tensor2D, slot: number, offset: number, shape: readonly number[]): tf.Tensor {
  const size = tf.util.sizeFromShape([...shape]);
  return tf.reshape(tf.slice(slots, [slot, offset], [1, size]), [...shape]);
}

/** What `update` makes of the gradient, unscaled; `before` where the step must change nothing. */
function controlled(
  control: tf.Tensor1D | undefined,
  before: readonly tf.Tensor[],
  grad: tf.Tensor,
  update: (grad: tf.Tensor) => tf.Tensor[],
): tf.Tensor[] {
  if (control === undefined) return update(grad);
  const [unscale, applies] = tf.unstack(control) as [tf.Tensor, tf.Tensor];
  const after = update(tf.mul(grad, unscale));
  const chosen = tf.cast(applies, 'bool');
  return after.map((tensor, i) => tf.where(chosen, tensor, before[i]!));
}

/**
 * Applies `update` to one parameter after the other: what such an op means. `update` gets a parameter with its gradient,
 * slots and index, and returns the new parameter followed by its new slots → new parameters, then new `slots`.
 */
export function updateEach(
  inputs: PackedInputs,
  { offsets }: PackedAttributes,
  update: (index: number, param: tf.Tensor, grad: tf.Tensor, slots: readonly tf.Tensor[]) => tf.Tensor[],
): tf.Tensor[] {
  const [slotCount, total] = inputs.slots.shape;
  const rows = Array.from({ length: slotCount }, (): tf.Tensor[] => []);
  const params: tf.Tensor[] = [];
  let end = 0;
  const keepUntil = (offset: number): void => {
    if (offset > end)
      rows.forEach((row, slot) => row.push(unpackSlot(inputs.slots, slot, end, [offset - end])));
  };
  offsets.forEach((offset, i) => {
    const param = inputs[`param${i}`]!;
    const own = rows.map((_, slot) => unpackSlot(inputs.slots, slot, offset, param.shape));
    const [newParam, ...newSlots] = controlled(inputs.control, [param, ...own], inputs[`grad${i}`]!, (grad) =>
      update(i, param, grad, own),
    );
    keepUntil(offset);
    rows.forEach((row, slot) => row.push(tf.reshape(newSlots[slot]!, [-1])));
    params.push(newParam!);
    end = offset + param.size;
  });
  keepUntil(total);
  return [...params, tf.stack(rows.map((row) => tf.concat(row as tf.Tensor1D[])))];
}
