import * as tf from '@tensorflow/tfjs-core';
import { BACKBONE } from '../vicregl/modules';
import type { Look } from './lookedAt';

/** The first tensor of a backbone is its stem's, in the reference's layout `[out, 3, height, width]`. */
export const stemFilters: Look<'stemFilters'> = async ({ model }) => {
  const { name } = model.specs.find((spec) => spec.name.startsWith(`${BACKBONE}.`))!;
  const filters = tf.tidy(() => tf.transpose(model.variable(name) as tf.Tensor<tf.Rank.R4>, [0, 2, 3, 1]));
  try {
    const [count, side] = filters.shape;
    return { count: count, side: side, weights: await filters.data<'float32'>() };
  } finally {
    filters.dispose();
  }
};
