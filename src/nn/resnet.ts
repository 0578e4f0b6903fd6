import * as tf from '@tensorflow/tfjs-core';
import type { ResNetConfig } from '../config/modelConfig';
import { conv2d } from '../ops/conv2d';
import { maxPool } from '../ops/maxPool';
import { batchNormLayer } from './batchNormLayer';
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
  const first = convolve(scope.at('conv1'), x, stem, pass);
  const activated = batchNormLayer(scope.at('bn1'), first, { relu: true }, pass);
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
    const relu = index < branch.length - 1;
    y = convolve(scope.at(`conv${index + 1}`), y, convolution, pass);
    y = batchNormLayer(scope.at(`bn${index + 1}`), y, { relu }, pass);
  });
  if (shortcut === undefined) return tf.relu(tf.add(y, x));
  const projected = convolve(scope.at('downsample.0'), x, shortcut, pass);
  return tf.relu(tf.add(y, batchNormLayer(scope.at('downsample.1'), projected, { relu: false }, pass)));
}

/** Padded by half the filter, so that only the stride changes the map's size. */
function convolve(
  scope: Scope,
  x: tf.Tensor,
  { size, stride }: { size: number; stride: number },
  { precision }: Pass,
): tf.Tensor {
  return conv2d({ x, w: scope.get('weight') }, { stride, padding: (size - 1) / 2, precision });
}
