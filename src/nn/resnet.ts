import * as tf from '@tensorflow/tfjs-core';
import type { ResNetConfig } from '../config/modelConfig';
import { conv2d } from '../ops/conv2d';
import { linear } from '../ops/linear';
import { maxPool } from '../ops/maxPool';
import { batchNormLayer, evaluatedNorm } from './batchNormLayer';
import type { Pass } from './pass';
import { blocksOf, STEMS, type Block } from './resnetSpecs';
import type { Scope } from './scope';

/**
 * x `[B, H, W, 3]` → the last map after its ReLU, `[B, rows, columns, C]`; running statistics go to `pass`.
 * @param onStage gets what each stage but the last ends with.
 */
export function resnetMap(
  config: ResNetConfig,
  scope: Scope,
  x: tf.Tensor,
  pass: Pass,
  onStage?: (map: tf.Tensor) => void,
): tf.Tensor {
  const stem = STEMS[config.stem];
  const activated = normedConvolution(scope.at('conv1'), scope.at('bn1'), x, { ...stem, relu: true }, pass);
  let map = stem.pool ? maxPool({ x: activated }, { precision: pass.precision }) : activated;
  const blocks = blocksOf(config);
  blocks.forEach((block, place) => {
    map = blockForward(block, scope.at(block.name), map, pass);
    const next = blocks[place + 1];
    if (next !== undefined && next.stage > block.stage) onStage?.(map);
  });
  return map;
}

function blockForward({ branch, shortcut }: Block, scope: Scope, x: tf.Tensor, pass: Pass): tf.Tensor {
  let y = x;
  branch.forEach((convolution, index) => {
    const own = { ...convolution, relu: index < branch.length - 1 };
    y = normedConvolution(scope.at(`conv${index + 1}`), scope.at(`bn${index + 1}`), y, own, pass);
  });
  if (shortcut === undefined) return tf.relu(tf.add(y, x));
  const own = { ...shortcut, relu: false };
  const projected = normedConvolution(scope.at('downsample.0'), scope.at('downsample.1'), x, own, pass);
  return tf.relu(tf.add(y, projected));
}

interface Convolution {
  readonly size: number;
  readonly stride: number;
  /** Behind the norm. */
  readonly relu: boolean;
}

/** In evaluation mode the norm is folded into the convolution before it. */
function normedConvolution(
  convolution: Scope,
  norm: Scope,
  x: tf.Tensor,
  { size, stride, relu }: Convolution,
  pass: Pass,
): tf.Tensor {
  // Padded by half the filter, so that only the stride changes the map's size.
  const attributes = { stride, padding: (size - 1) / 2, precision: pass.precision };
  const w = convolution.get('weight');
  if (pass.training) return batchNormLayer(norm, conv2d({ x, w }, attributes), { relu }, pass);
  const { scale, shift } = evaluatedNorm(norm);
  const activation = relu ? 'relu' : 'none';
  const folded = tf.mul(w, tf.reshape(scale, [-1, 1, 1, 1]));
  if (size > 1 || stride > 1) return conv2d({ x, w: folded, b: shift }, { ...attributes, activation });
  // Over single cells it is a linear layer, whose kernels need no windows.
  const [outputs, channels] = w.shape as [number, number];
  const rows = linear(
    { x: tf.reshape(x, [-1, channels]), w: tf.reshape(folded, [outputs, channels]), b: shift },
    { activation, precision: pass.precision },
  );
  return tf.reshape(rows, [...x.shape.slice(0, -1), outputs]);
}
