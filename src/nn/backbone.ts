import * as tf from '@tensorflow/tfjs-core';
import type { BackboneConfig } from '../config/modelConfig';
import { meanCells } from '../gpu/ops/meanCells';
import { convnextMap } from './convnext';
import type { DropPathKeep } from './dropPath';
import type { TensorMap } from './parameters';
import { resnetMap } from './resnet';
import { scopeOf } from './scope';

export interface BackboneMode {
  /** Batch norms use the statistics of this batch, and blocks may be dropped. */
  readonly training: boolean;
  /** Where drop path gets its masks; left out, nothing is dropped. */
  readonly dropPathKeep?: DropPathKeep;
}

export interface BackboneOutputs {
  /** The last feature map, `[B, N, C]` with N = rows · columns, row by row. */
  readonly maps: tf.Tensor3D;
  /** The mean of the map's cells, `[B, C]`. */
  readonly representation: tf.Tensor2D;
  readonly rows: number;
  readonly columns: number;
  /** Updated running statistics by name after a pass in training mode; otherwise, or without batch norms, empty. */
  readonly buffers: Record<string, tf.Tensor>;
}

/**
 * The backbone of the paper's section 3: one view of a batch, x `[B, H, W, 3]`, to its map and pooled representation.
 * Only reads `params` (names as in `backboneSpecs`); the caller stores the buffers and disposes of what it is given.
 *
 * @throws {Failure} `weights_mismatch` where `params` lacks a tensor.
 */
export function backboneForward(
  config: BackboneConfig,
  params: TensorMap,
  x: tf.Tensor4D,
  mode: BackboneMode,
): BackboneOutputs {
  const buffers: Record<string, tf.Tensor> = {};
  const scope = scopeOf(params);
  const map =
    config.family === 'convnext'
      ? convnextMap(config, scope, x, mode.training ? mode.dropPathKeep : undefined)
      : resnetMap(config, scope, x, { training: mode.training, buffers });
  const [batch, rows, columns, channels] = map.shape as [number, number, number, number];
  const maps = tf.reshape<tf.Rank.R3>(map, [batch, rows * columns, channels]);
  return { maps, representation: meanCells({ x: maps }, {}) as tf.Tensor2D, rows, columns, buffers };
}
