import * as tf from '@tensorflow/tfjs-core';
import type { Computer } from '../../src/compute/computer';
import { openDevice } from '../../src/gpu/device';
import { layoutOf } from '../../src/ops/viewLayout';
import { randomStream } from '../../src/random/stream';
import { criterion } from '../../src/vicregl/criterion';
import { matchCells } from '../../src/vicregl/matchedCells';
import { PAGE_FILES } from '../../src/wasm/pageFiles';
import { openProcessor } from '../../src/wasm/processor';
import { timeWork } from '../../src/device/measure/timeWork';
import { workloadConfig } from '../../src/device/measure/workloads';

export interface MatchingSizes {
  readonly batch: number;
  /** N, the cells of a view. */
  readonly cells: number;
  readonly channels: number;
  /** γ. */
  readonly matches: number;
}

export interface MatchingOptions extends MatchingSizes {
  readonly on: 'webgpu' | 'wasm';
  readonly repeats: number;
}

export interface MatchingCost {
  /** Milliseconds of nearest neighbours and best γ, both kinds, both directions. */
  readonly matching: number;
  /** Of the whole local criterion with its gradients, the matching included. */
  readonly criterion: number;
  /** What the criterion with its gradients takes at the most beside its inputs, by a dry run. */
  readonly bytes: number;
}

/** What the local branch costs at given sizes, on random map embeddings of two views. */
export async function matching({ on, repeats, ...sizes }: MatchingOptions): Promise<MatchingCost> {
  const computer = on === 'wasm' ? await openProcessor(PAGE_FILES) : await openDevice(navigator.gpu);
  const { batch, cells, channels } = sizes;
  const rows = 2 * batch * cells;
  const maps = tf.keep(random([rows, channels], 0));
  const locations = tf.keep(random([rows, 2], 1));
  const { match, gradient } = workOf(sizes, maps, locations);

  const cost = {
    matching: (await timeWork(match, repeats)).milliseconds,
    criterion: (await timeWork(gradient, repeats)).milliseconds,
    bytes: bytesOf(computer, sizes),
  };
  computer.close();
  return cost;
}

function random(shape: [number, number], index: number): tf.Tensor2D {
  const stream = randomStream(1, 'probe', 0, index);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => stream.normal());
  return tf.tensor2d(values, shape);
}

function workOf({ batch, cells, matches }: MatchingSizes, maps: tf.Tensor2D, locations: tf.Tensor2D) {
  const { loss } = workloadConfig({ name: 'W0' });
  const options = { ...loss, alpha: 0, matchesForward: matches, matchesBackward: matches };
  const layout = layoutOf(batch, [cells, cells]);
  const total = (rows: tf.Tensor): tf.Scalar =>
    criterion({ maps: { rows: rows as tf.Tensor2D, layout }, locations }, options).total;
  return {
    match: () => matchCells({ rows: maps, layout }, locations, options),
    gradient: () => tf.grad(total)(maps),
  };
}

function bytesOf(computer: Computer, sizes: MatchingSizes): number {
  const rows = 2 * sizes.batch * sizes.cells;
  return computer.dryRun((dry) => {
    const inputs = [sizes.channels, 2].map((columns) => tf.fill<tf.Rank.R2>([rows, columns], 0));
    const { gradient } = workOf(sizes, inputs[0]!, inputs[1]!);
    const { bytes } = dry.stepBytes(
      () => tf.tidy(gradient),
      () => undefined,
    );
    tf.dispose(inputs);
    return bytes;
  });
}
