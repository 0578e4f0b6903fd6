import * as tf from '@tensorflow/tfjs-core';
import { checkpoint } from '../evaluation/cancellation';
import type { Look } from './lookedAt';
import { lookedMap } from './lookedMap';

/** What excites each channel of a map most in each of some images. */
export const channelPeaks: Look<'channelPeaks'> = async (network, { images, map }, watch) => {
  await checkpoint(watch, 0);
  let grid = { rows: 0, columns: 0, channels: 0 };
  const tensors = tf.tidy(() => {
    const { cells, rows, columns } = lookedMap(network, images, map, 1);
    grid = { rows, columns, channels: cells.shape[2] };
    return {
      peaks: tf.max(cells, 1),
      cells: tf.argMax(cells, 1),
      means: tf.mean(cells, [0, 1]),
      squares: tf.mean(tf.square(cells), [0, 1]),
    };
  });
  try {
    const [peaks, cells, means, squares] = await Promise.all([
      tensors.peaks.data<'float32'>(),
      tensors.cells.data<'int32'>(),
      tensors.means.data<'float32'>(),
      tensors.squares.data<'float32'>(),
    ]);
    return { ...grid, peaks, cells, means, squares };
  } finally {
    tf.dispose(tensors);
  }
};
