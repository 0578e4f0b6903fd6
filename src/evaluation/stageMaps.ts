import * as tf from '@tensorflow/tfjs-core';
import type { BackboneOutputs } from '../nn/backbone';
import { bilinearMatrix, upsample } from './upsample';

/**
 * The maps of all stages, bilinear to the first and finest one's size and joined by channels, as mmsegmentation's
 * `resize_concat` gives them to a linear head: square maps → `[B, side², C]`, C the sum of all stages' channels.
 */
export function joinedStages({ stageMaps, maps }: Pick<BackboneOutputs, 'stageMaps' | 'maps'>): tf.Tensor3D {
  const stages = [
    ...stageMaps.map((map) => tf.reshape<tf.Rank.R3>(map, [map.shape[0], -1, map.shape[3]])),
    maps,
  ];
  const size = sideOf(stages[0]!);
  return tf.concat(
    stages.map((map) => {
      const side = sideOf(map);
      return side === size ? map : upsample(map, tf.tensor2d(bilinearMatrix(side, size), [size, side]));
    }),
    2,
  );
}

function sideOf(map: tf.Tensor3D): number {
  return Math.round(Math.sqrt(map.shape[1]));
}
