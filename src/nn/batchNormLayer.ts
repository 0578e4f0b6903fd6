import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../failure';
import { batchNorm } from '../ops/batchNorm';
import type { Pass } from './pass';
import type { Scope } from './scope';

/** Of PyTorch's BatchNorm, which the reference leaves as they are. */
const EPS = 1e-5;
const MOMENTUM = 0.1;

/** Batch norm over all axes of x `[..., C]` but the last, with a ReLU if asked for → the shape of x. */
export function batchNormLayer(
  scope: Scope,
  x: tf.Tensor,
  options: { readonly relu: boolean },
  pass: Pass,
): tf.Tensor {
  return pass.training ? trained(scope, x, options.relu, pass) : evaluated(scope, x, options.relu);
}

function trained(scope: Scope, x: tf.Tensor, relu: boolean, { precision, buffers }: Pass): tf.Tensor {
  const count = x.size / x.shape.at(-1)!;
  if (count < 2) {
    throw new Failure({
      code: 'config_invalid',
      message: 'A batch norm got one value per channel, which has no variance.',
      remedy: 'Use a larger batch, or views with more cells.',
    });
  }
  const [y, mean, variance] = batchNorm(
    { x, gamma: scope.get('weight'), beta: scope.get('bias') },
    { eps: EPS, relu, precision },
  );
  // The running variance is the unbiased one, while the batch itself is normalised by the biased one.
  const unbiased = tf.mul(variance, count / (count - 1));
  for (const [name, value] of [
    ['running_mean', mean],
    ['running_var', unbiased],
  ] as const) {
    buffers[scope.path(name)] = tf.add(tf.mul(scope.get(name), 1 - MOMENTUM), tf.mul(value, MOMENTUM));
  }
  const batches = 'num_batches_tracked';
  buffers[scope.path(batches)] = tf.add(scope.get(batches), tf.scalar(1, 'int32'));
  return y;
}

/** What a batch norm is in evaluation mode: a factor and a shift of each channel, `[C]`. */
export function evaluatedNorm(scope: Scope): { readonly scale: tf.Tensor; readonly shift: tf.Tensor } {
  const scale = tf.mul(scope.get('weight'), tf.rsqrt(tf.add(scope.get('running_var'), EPS)));
  return { scale, shift: tf.sub(scope.get('bias'), tf.mul(scope.get('running_mean'), scale)) };
}

function evaluated(scope: Scope, x: tf.Tensor, relu: boolean): tf.Tensor {
  const { scale, shift } = evaluatedNorm(scope);
  const y = tf.add(tf.mul(x, scale), shift);
  return relu ? tf.relu(y) : y;
}
