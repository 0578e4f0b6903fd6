import * as tf from '@tensorflow/tfjs-core';

/**
 * @file Gradients of tfjs's sum and mean, which tfjs computes as products with a tensor of ones that it fills on the CPU
 * and uploads at every step. Here the gradient is repeated over the summed axes where it is.
 */

/** dy, of the shape of x but for the summed axes, repeated along these. */
function repeatOver(dy: tf.Tensor, shape: readonly number[], axes: readonly number[]): tf.Tensor {
  const kept = shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  const repeats = shape.map((extent, axis) => (axes.includes(axis) ? extent : 1));
  return shape.length === 0 ? tf.clone(dy) : tf.tile(tf.reshape(dy, kept), repeats);
}

/** Registers both, in place of tfjs's own, on all backends. */
export function registerReductionGradients(): void {
  const gradient = (kernelName: string, scale: (dy: tf.Tensor, count: number) => tf.Tensor): void =>
    tf.registerGradient({
      kernelName,
      inputsToSave: ['x'],
      gradFunc: (dy, saved, { axis }) => {
        const { shape } = saved[0]!;
        const axes = tf.util.parseAxisParam(axis as number | number[], [...shape]);
        const count = axes.reduce((product, each) => product * shape[each]!, 1);
        return { x: () => repeatOver(scale(dy as tf.Tensor, count), shape, axes) };
      },
    });
  gradient('Sum', (dy) => dy);
  gradient('Mean', (dy, count) => tf.div(dy, count));
}
