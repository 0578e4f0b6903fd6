import * as tf from '@tensorflow/tfjs-core';
import { randomStream } from '../../random/stream';
import { Comparison } from './comparison';
import type { ParityContext } from './context';
import { stepsConfig } from './stepsConfig';
import { trajectory } from './trajectory';

/** Trajectories that are tried before a file fails. */
const ATTEMPTS = 4;
/** The spacing of float32 numbers at 1. */
const FLOAT32_SPACING = 2 ** -23;

/**
 * Whole training steps: model, criterion, optimiser, schedule, and what is logged on the way.
 *
 * Training is not continuous in its inputs: where a ReLU, a hinge or a match is decided within rounding, two correct
 * implementations can take either side and drift apart by more than any fair tolerance. So a trajectory that fails is
 * tried again with the views' last bits disturbed, and the file passes when one of a few agrees; a note says so.
 * An error in the engine is not at the mercy of the last bit and fails all of them.
 */
export async function steps(context: ParityContext): Promise<void> {
  const settings = context.fixture.config(stepsConfig);
  let first: Comparison | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const comparison = new Comparison();
    await trajectory({ ...context, comparison }, settings, (view) =>
      attempt === 0 ? view : disturbed(view, attempt),
    );
    first ??= comparison;
    if (!comparison.ok) continue;
    context.comparison.adopt(comparison);
    if (attempt > 0) {
      const { where, error } = first.worst()!;
      context.comparison.remark(
        `agrees with the views' last bits disturbed, attempt ${attempt + 1} of ${ATTEMPTS}; as they are, ${where} is off by ${error.toExponential(1)}`,
      );
    }
    return;
  }
  context.comparison.adopt(first!);
}

/** Each value at random one step down, one up, or as it is. */
function disturbed(view: tf.Tensor4D, attempt: number): tf.Tensor4D {
  const stream = randomStream(attempt, 'probe');
  const factors = Float32Array.from({ length: view.size }, () => 1 + (stream.below(3) - 1) * FLOAT32_SPACING);
  return tf.mul(view, tf.tensor(factors, view.shape));
}
