import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import { depthwiseConv } from './depthwiseConv';
import { layerNorm } from './layerNorm';
import { linear } from './linear';
import type { Stored } from './precision';
import { residual } from './residual';
import { shared } from './tape';

/** C channels, D of the hidden layer. */
type ConvNextBlockInputs = {
  /** `[B, H, W, C]`. */
  x: tf.Tensor;
  /** Of the depthwise convolution, `[C, 1, 7, 7]` and `[C]`. */
  filter: tf.Tensor;
  filterBias: tf.Tensor;
  /** Of the norm, `[C]` each. */
  scale: tf.Tensor;
  shift: tf.Tensor;
  /** Of the linear layer that widens, `[D, C]` and `[D]`. */
  w1: tf.Tensor;
  b1: tf.Tensor;
  /** Of the linear layer that narrows, `[C, D]` and `[C]`. */
  w2: tf.Tensor;
  b2: tf.Tensor;
  /** Layer scale and drop path, as in `residual`. */
  gamma?: tf.Tensor | undefined;
  keep?: tf.Tensor | undefined;
};

type ConvNextBlockAttributes = Stored & { eps: number };

/** Kept: what each layer puts out, of hidden the derivative too, and of the branch only where layer scale asks for it. */
type ConvNextBlockKept = {
  mixed: tf.Tensor;
  statistics: tf.Tensor;
  normed: tf.Tensor;
  hidden: tf.Tensor;
  derivative: tf.Tensor;
  branch?: tf.Tensor;
};

/** From the end of the branch to its beginning; `d` with a name is the gradient of what has this name. */
interface ConvNextBlockParts {
  /** dy, scaled as the branch was. */
  branchGradient(inputs: { dy: tf.Tensor } & Pick<ConvNextBlockInputs, 'gamma' | 'keep'>): tf.Tensor;
  gammaGradient(inputs: { dy: tf.Tensor; branch: tf.Tensor } & Pick<ConvNextBlockInputs, 'keep'>): tf.Tensor;
  narrowingGradients(inputs: { dbranch: tf.Tensor; hidden: tf.Tensor }): [w2: tf.Tensor, b2: tf.Tensor];
  /** Of the hidden layer before GELU. */
  hiddenGradient(inputs: { dbranch: tf.Tensor; w2: tf.Tensor; derivative: tf.Tensor }): tf.Tensor;
  wideningGradients(inputs: { dhidden: tf.Tensor; normed: tf.Tensor }): [w1: tf.Tensor, b1: tf.Tensor];
  normGradients(
    inputs: { dhidden: tf.Tensor; mixed: tf.Tensor; statistics: tf.Tensor } & Pick<
      ConvNextBlockInputs,
      'w1' | 'scale' | 'shift'
    >,
  ): [mixed: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor];
  filterGradients(inputs: { dmixed: tf.Tensor; x: tf.Tensor }): [filter: tf.Tensor, filterBias: tf.Tensor];
  /** Through the branch and past it; `x` for its precision. */
  inputGradient(inputs: { dy: tf.Tensor; dmixed: tf.Tensor; filter: tf.Tensor; x: tf.Tensor }): tf.Tensor;
}

/**
 * A block of ConvNeXt (Liu et al., 2022): x + gamma · keep · narrow(GELU(widen(norm(convolve(x))))) → the shape of x. One
 * op, so that what follows a product or a convolution happens where its result is at hand: the shortcut's sum, and in the
 * backward pass GELU's derivative and the shortcut's gradient.
 */
export const convnextBlock = defineOp({
  name: 'convnextBlock',
  composed: (
    { x, filter, filterBias, scale, shift, w1, b1, w2, b2, gamma, keep }: ConvNextBlockInputs,
    { eps, ...stored }: ConvNextBlockAttributes,
  ): tf.Tensor => {
    const mixed = depthwiseConv({ x, w: filter, b: filterBias }, stored);
    const normed = layerNorm({ x: mixed, gamma: scale, beta: shift }, { eps, ...stored });
    const cells = tf.reshape(normed, [-1, x.shape.at(-1)!]);
    const hidden = linear({ x: cells, w: w1, b: b1 }, { activation: 'gelu', ...stored });
    const branch = linear({ x: hidden, w: w2, b: b2 }, { activation: 'none', ...stored });
    return residual({ x, branch: tf.reshape(branch, x.shape), gamma, keep }, stored);
  },
  saves: ({ x, filter, scale, shift, w1, w2, gamma, keep }, _, kept: ConvNextBlockKept) => ({
    ...{ x, filter, scale, shift, w1, w2, gamma, keep },
    ...kept,
  }),
  gradient: ({ dy, gamma, keep, branch, ...given }, parts: ConvNextBlockParts) => {
    const scales = gamma !== undefined || keep !== undefined;
    const dbranch = shared(() => (scales ? parts.branchGradient({ dy, gamma, keep }) : dy));
    const dhidden = shared(() => parts.hiddenGradient({ dbranch: dbranch(), ...given }));
    const norm = shared(() => parts.normGradients({ dhidden: dhidden(), ...given }));
    const narrowing = shared(() => parts.narrowingGradients({ dbranch: dbranch(), ...given }));
    const widening = shared(() => parts.wideningGradients({ dhidden: dhidden(), ...given }));
    const filters = shared(() => parts.filterGradients({ dmixed: norm()[0], ...given }));
    return {
      x: () => parts.inputGradient({ dy, dmixed: norm()[0], ...given }),
      filter: () => filters()[0],
      filterBias: () => filters()[1],
      scale: () => norm()[1],
      shift: () => norm()[2],
      w1: () => widening()[0],
      b1: () => widening()[1],
      w2: () => narrowing()[0],
      b2: () => narrowing()[1],
      gamma: () => parts.gammaGradient({ dy, branch: branch!, keep }),
    };
  },
});
