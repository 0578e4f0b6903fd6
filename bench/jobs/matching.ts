import * as tf from '@tensorflow/tfjs-core';
import { openDevice } from '../../src/gpu/device';
import { randomStream } from '../../src/random/stream';
import { localCriterion } from '../../src/vicregl/localCriterion';
import { matchCells } from '../../src/vicregl/matchedCells';
import { layoutOf } from '../../src/ops/viewLayout';
import { timeWork, type WorkCost } from '../../src/device/measure/timeWork';
import { workloadConfig } from '../../src/device/measure/workloads';

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
  const random = (shape: [number, number], index: number): tf.Tensor2D => {
    const stream = randomStream(1, 'probe', 0, index);
    return tf.keep(
      tf.tensor2d(
        Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => stream.normal()),
        shape,
      ),
    );
  };
  const rows = 2 * batch * cells;
  const maps = random([rows, channels], 0);
  const locations = random([rows, 2], 1);
  const layout = layoutOf(batch, [cells, cells]);
  const total = (tensor: tf.Tensor): tf.Scalar => {
    const views = { rows: tensor as tf.Tensor2D, layout };
    return tf.sum(localCriterion(views, matchCells(views, locations, options), options));
  };
  const cost = {
    matching: await timeWork(() => matchCells({ rows: maps, layout }, locations, options), REPEATS),
    criterion: await timeWork(() => tf.grad(total)(maps), REPEATS),
  };
  open.close();
  return cost;
}
