import * as tf from '@tensorflow/tfjs-core';
import { openDevice } from '../../src/gpu/device';
import { randomStream } from '../../src/random/stream';
import { directedMatches, localCriterion } from '../../src/vicregl/localCriterion';
import { timeWork, type WorkCost } from '../measure/timeWork';
import { workloadConfig } from '../workloads';

export interface MatchingSizes {
  readonly batch: number;
  /** N, the cells of a view. */
  readonly cells: number;
  readonly channels: number;
  /** γ. */
  readonly matches: number;
}

export interface MatchingCost {
  /** Nearest neighbours and best γ, both kinds, both directions. */
  readonly matching: WorkCost;
  /** The whole local criterion with its gradients, the matching included. */
  readonly criterion: WorkCost;
}

const REPEATS = 3;

/** What the local branch costs at given sizes, on random map embeddings of two views. */
export async function matching(sizes: MatchingSizes): Promise<MatchingCost> {
  const open = await openDevice(navigator.gpu);
  const { batch, cells, channels, matches } = sizes;
  const { loss } = workloadConfig({ name: 'W0' });
  const options = { ...loss, matchesForward: matches, matchesBackward: matches };
  const random = (shape: [number, number, number], index: number): tf.Tensor3D => {
    const stream = randomStream(1, 'probe', 0, index);
    return tf.keep(
      tf.tensor3d(
        Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => stream.normal()),
        shape,
      ),
    );
  };
  const maps = [0, 1].map((view) => random([batch, cells, channels], view));
  const locations = [2, 3].map((view) => random([batch, cells, 2], view));
  const viewsOf = (tensors: readonly tf.Tensor[]) =>
    tensors.map((tensor, view) => ({ maps: tensor as tf.Tensor3D, locations: locations[view]! }));
  const total = (...tensors: tf.Tensor[]): tf.Tensor => {
    const views = viewsOf(tensors);
    const terms = localCriterion(views, directedMatches(views, options), options, options);
    return tf.addN([terms.invariance, terms.variance, terms.covariance]);
  };
  const cost = {
    matching: await timeWork(() => directedMatches(viewsOf(maps), options), REPEATS),
    criterion: await timeWork(() => tf.grads(total)(maps), REPEATS),
  };
  open.close();
  return cost;
}
