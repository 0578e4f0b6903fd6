import * as tf from '@tensorflow/tfjs-core';
import type { BackboneConfig } from '../config/modelConfig';
import { mapAndMean } from '../ops/mapAndMean';
import { meanCells } from '../ops/meanCells';
import type { Precision } from '../ops/precision';
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
  /** How activations are stored, float32 if left out; the representation is float32 either way. */
  readonly precision?: Precision | undefined;
  /** Whether a loss depends on both the map and the representation, whose gradients then come back as one. */
  readonly bothDifferentiated?: boolean;
  /** Gives the maps of the stages before the last as well. */
  readonly stages?: boolean;
}

export interface BackboneOutputs {
  /** The last feature map, `[B, N, C]` with N = rows · columns, row by row. */
  readonly maps: tf.Tensor3D;
  /** The mean of the map's cells, `[B, C]`. */
  readonly representation: tf.Tensor2D;
  readonly rows: number;
  readonly columns: number;
  /** Where they were asked for, the maps that each stage but the last ends with, `[B, rows, columns, C]`, not normalised. */
  readonly stageMaps: readonly tf.Tensor4D[];
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
  const stageMaps: tf.Tensor4D[] = [];
  const onStage = mode.stages === true ? (map: tf.Tensor) => stageMaps.push(map as tf.Tensor4D) : undefined;
  const scope = scopeOf(params);
  const pass = { training: mode.training, precision: mode.precision ?? 'float32', buffers };
  const map =
    config.family === 'convnext'
      ? convnextMap(config, scope, x, pass, mode.training ? mode.dropPathKeep : undefined, onStage)
      : resnetMap(config, scope, x, pass, onStage);
  const [batch, rows, columns, channels] = map.shape as [number, number, number, number];
  const cells = tf.reshape<tf.Rank.R3>(map, [batch, rows * columns, channels]);
  const [maps, representation] =
    mode.bothDifferentiated === true ? mapAndMean({ x: cells }) : [cells, meanCells({ x: cells })];
  return {
    maps: maps as tf.Tensor3D,
    representation: representation as tf.Tensor2D,
    rows,
    columns,
    stageMaps,
    buffers,
  };
}
