import * as tf from '@tensorflow/tfjs-core';
import { COMPONENTS, type CellQuantity } from '../reports/featureMaps';
import type { Look } from './lookedAt';
import { hasEmbedding, lookedMap, noSuch, stageCount, type Cells } from './lookedMap';
import { principalScores } from './principalScores';

/** What a network makes of the cells of some images, as few numbers a cell. */
export const featureMaps: Look<'featureMaps'> = async (network, { images, map, quantity, scale }) => {
  let grid: Omit<Cells, 'cells'> | undefined;
  const cells = tf.tidy(() => {
    const looked = lookedMap(network, images, map, scale);
    grid = { rows: looked.rows, columns: looked.columns };
    // The outputs of recorded programs are the run's own.
    return tf.clone(looked.cells);
  });
  const about = {
    ...grid!,
    channels: cells.shape[2],
    stages: stageCount(network),
    hasEmbedding: hasEmbedding(network),
  };
  try {
    if (quantity.of !== 'components') return { ...about, values: await numbersOf(cells, quantity) };
    const flat = tf.reshape<tf.Rank.R2>(cells, [-1, about.channels]);
    try {
      const { scores, shares } = await principalScores(flat, COMPONENTS);
      return { ...about, values: scores, shares };
    } finally {
      flat.dispose();
    }
  } finally {
    cells.dispose();
  }
};

/** One number a cell, `[images · cells]`. */
async function numbersOf(
  cells: tf.Tensor3D,
  quantity: Exclude<CellQuantity, { of: 'components' }>,
): Promise<Float32Array> {
  const numbers = tf.tidy(() => {
    const [images, count, channels] = cells.shape;
    switch (quantity.of) {
      case 'channel':
        if (!isPlace(quantity.channel, channels))
          throw noSuch('The map has no such channel.', `Choose 0 to ${channels - 1}.`);
        return tf.reshape(tf.slice3d(cells, [0, 0, quantity.channel], [images, count, 1]), [-1]);
      case 'norm':
        return tf.reshape(tf.norm(cells, 'euclidean', 2), [-1]);
      case 'likeness': {
        const { place, cell } = quantity;
        if (!isPlace(place, images) || !isPlace(cell, count))
          throw noSuch('The map has no such cell.', 'Choose a cell anew.');
        const flat = tf.reshape<tf.Rank.R2>(cells, [-1, channels]);
        const lengths = tf.maximum(tf.norm(flat, 'euclidean', 1, true), 1e-12);
        const unit = tf.div<tf.Tensor2D>(flat, lengths);
        const one = tf.slice2d(unit, [place * count + cell, 0], [1, channels]);
        return tf.reshape(tf.matMul(unit, one, false, true), [-1]);
      }
    }
  });
  try {
    return await numbers.data<'float32'>();
  } finally {
    numbers.dispose();
  }
}

function isPlace(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count;
}
