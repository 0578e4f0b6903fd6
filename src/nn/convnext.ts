import * as tf from '@tensorflow/tfjs-core';
import type { ConvNextConfig } from '../config/modelConfig';
import { depthwiseConv } from '../gpu/ops/depthwiseConv';
import { layerNorm } from '../gpu/ops/layerNorm';
import { linear } from '../gpu/ops/linear';
import { patchConv } from '../gpu/ops/patchConv';
import { residual } from '../gpu/ops/residual';
import { dropPathRates, type DropPathKeep } from './dropPath';
import type { ParameterSpec } from './parameters';
import type { Scope } from './scope';
import { normSpecs, truncatedNormalSpecs } from './specs';

/** Of all norms of the backbone; those of the expanders have another. */
const EPS = 1e-6;
const IMAGE_CHANNELS = 3;
/** Side of the patches that the layers between stages merge. */
const MERGE = 2;
const DEPTHWISE_SIZE = 7;
/** A block's hidden layer is this many times as wide as its map. */
const EXPANSION = 4;

/** ConvNeXt (Liu et al., 2022) without head; the final norm is applied to every cell, as in the reference. */
export function convnextSpecs({ depths, widths, patch, layerScale }: ConvNextConfig): ParameterSpec[] {
  const width = (stage: number): number => widths[stage]!;
  const downsample = depths.flatMap((_, stage) => {
    const name = `downsample_layers.${stage}`;
    return stage === 0
      ? [
          ...truncatedNormalSpecs(`${name}.0`, [width(0), IMAGE_CHANNELS, patch, patch]),
          ...normSpecs(`${name}.1`, width(0)),
        ]
      : [
          ...normSpecs(`${name}.0`, width(stage - 1)),
          ...truncatedNormalSpecs(`${name}.1`, [width(stage), width(stage - 1), MERGE, MERGE]),
        ];
  });
  const stages = depths.flatMap((depth, stage) =>
    Array.from({ length: depth }, (_, block) =>
      blockSpecs(`stages.${stage}.${block}`, width(stage), layerScale),
    ).flat(),
  );
  return [...downsample, ...stages, ...normSpecs('norm', width(depths.length - 1))];
}

function blockSpecs(name: string, width: number, layerScale: number): ParameterSpec[] {
  const gamma: ParameterSpec = {
    name: `${name}.gamma`,
    shape: [width],
    init: { kind: 'constant', value: layerScale },
    trainable: true,
  };
  return [
    ...(layerScale > 0 ? [gamma] : []),
    ...truncatedNormalSpecs(`${name}.dwconv`, [width, 1, DEPTHWISE_SIZE, DEPTHWISE_SIZE]),
    ...normSpecs(`${name}.norm`, width),
    ...truncatedNormalSpecs(`${name}.pwconv1`, [EXPANSION * width, width]),
    ...truncatedNormalSpecs(`${name}.pwconv2`, [width, EXPANSION * width]),
  ];
}

/** x `[B, H, W, 3]` → the normalised last map `[B, rows, columns, C]`; without `dropPathKeep` no block is dropped. */
export function convnextMap(
  config: ConvNextConfig,
  scope: Scope,
  x: tf.Tensor,
  dropPathKeep: DropPathKeep | undefined,
): tf.Tensor {
  const blocks = config.depths.reduce((total, depth) => total + depth, 0);
  const rates = dropPathRates(config.dropPath, blocks);
  let block = 0;
  let map = x;
  config.depths.forEach((depth, stage) => {
    map = downsample(scope.at('downsample_layers').at(stage), map, stage, config.patch);
    for (let inStage = 0; inStage < depth; inStage++) {
      const rate = rates[block]!;
      const keep = rate > 0 ? dropPathKeep?.(block, rate, x.shape[0]) : undefined;
      map = blockForward(scope.at('stages').at(stage).at(inStage), map, config.layerScale > 0, keep);
      block++;
    }
  });
  return norm(scope.at('norm'), map);
}

/** The stem convolves, then normalises; the layers between stages do it the other way round. */
function downsample(scope: Scope, x: tf.Tensor, stage: number, patch: number): tf.Tensor {
  const convolve = (layer: Scope, input: tf.Tensor, size: number): tf.Tensor =>
    patchConv({ x: input, w: layer.get('weight'), b: layer.get('bias') }, { patch: size });
  return stage === 0
    ? norm(scope.at(1), convolve(scope.at(0), x, patch))
    : convolve(scope.at(1), norm(scope.at(0), x), MERGE);
}

function blockForward(scope: Scope, x: tf.Tensor, scaled: boolean, keep: tf.Tensor1D | undefined): tf.Tensor {
  const [depthwise, first, second] = [scope.at('dwconv'), scope.at('pwconv1'), scope.at('pwconv2')];
  const mixed = depthwiseConv({ x, w: depthwise.get('weight'), b: depthwise.get('bias') }, {});
  const cells = tf.reshape(norm(scope.at('norm'), mixed), [-1, x.shape.at(-1)!]);
  const hidden = linear({ x: cells, w: first.get('weight'), b: first.get('bias') }, { activation: 'gelu' });
  const branch = linear(
    { x: hidden, w: second.get('weight'), b: second.get('bias') },
    { activation: 'none' },
  );
  return residual(
    {
      x,
      branch: tf.reshape(branch, x.shape),
      ...(scaled ? { gamma: scope.get('gamma') } : {}),
      ...(keep === undefined ? {} : { keep }),
    },
    {},
  );
}

function norm(scope: Scope, x: tf.Tensor): tf.Tensor {
  return layerNorm({ x, gamma: scope.get('weight'), beta: scope.get('bias') }, { eps: EPS });
}
