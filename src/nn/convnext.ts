import type * as tf from '@tensorflow/tfjs-core';
import type { ConvNextConfig } from '../config/modelConfig';
import { convnextBlock } from '../ops/convnextBlock';
import { layerNorm } from '../ops/layerNorm';
import { patchConv } from '../ops/patchConv';
import type { Precision } from '../ops/precision';
import { MERGE } from './convnextSpecs';
import { dropPathRates, type DropPathKeep } from './dropPath';
import type { Pass } from './pass';
import type { Scope } from './scope';

/** Of all norms of the backbone; those of the expanders have another. */
const EPS = 1e-6;

/**
 * x `[B, H, W, 3]` → the normalised last map `[B, rows, columns, C]`; without `dropPathKeep` no block is dropped.
 * @param onStage gets what each stage but the last ends with.
 */
export function convnextMap(
  config: ConvNextConfig,
  scope: Scope,
  x: tf.Tensor,
  { precision }: Pick<Pass, 'precision'>,
  dropPathKeep: DropPathKeep | undefined,
  onStage?: (map: tf.Tensor) => void,
): tf.Tensor {
  const blocks = config.depths.reduce((total, depth) => total + depth, 0);
  const rates = dropPathRates(config.dropPath, blocks);
  let block = 0;
  let map = x;
  config.depths.forEach((depth, stage) => {
    map = downsample(scope.at('downsample_layers').at(stage), map, stage, config.patch, precision);
    for (let inStage = 0; inStage < depth; inStage++) {
      const rate = rates[block]!;
      const keep = rate > 0 ? dropPathKeep?.(block, rate, x.shape[0]) : undefined;
      const own = scope.at('stages').at(stage).at(inStage);
      map = blockForward(own, map, config.layerScale > 0, keep, precision);
      block++;
    }
    if (stage < config.depths.length - 1) onStage?.(map);
  });
  return norm(scope.at('norm'), map, precision);
}

/** The stem convolves, then normalises; the layers between stages do it the other way round. */
function downsample(
  scope: Scope,
  x: tf.Tensor,
  stage: number,
  patch: number,
  precision: Precision,
): tf.Tensor {
  const convolve = (layer: Scope, input: tf.Tensor, size: number): tf.Tensor =>
    patchConv({ x: input, w: layer.get('weight'), b: layer.get('bias') }, { patch: size, precision });
  return stage === 0
    ? norm(scope.at(1), convolve(scope.at(0), x, patch), precision)
    : convolve(scope.at(1), norm(scope.at(0), x, precision), MERGE);
}

function blockForward(
  scope: Scope,
  x: tf.Tensor,
  scaled: boolean,
  keep: tf.Tensor1D | undefined,
  precision: Precision,
): tf.Tensor {
  const weight = (layer: string): tf.Tensor => scope.at(layer).get('weight');
  const bias = (layer: string): tf.Tensor => scope.at(layer).get('bias');
  return convnextBlock(
    {
      x,
      filter: weight('dwconv'),
      filterBias: bias('dwconv'),
      scale: weight('norm'),
      shift: bias('norm'),
      w1: weight('pwconv1'),
      b1: bias('pwconv1'),
      w2: weight('pwconv2'),
      b2: bias('pwconv2'),
      gamma: scaled ? scope.get('gamma') : undefined,
      keep,
    },
    { eps: EPS, precision },
  );
}

function norm(scope: Scope, x: tf.Tensor, precision: Precision): tf.Tensor {
  return layerNorm({ x, gamma: scope.get('weight'), beta: scope.get('bias') }, { eps: EPS, precision });
}
