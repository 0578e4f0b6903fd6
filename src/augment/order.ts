import { Failure } from '../failure';
import { permutation, randomStream } from '../random/stream';

/** Steps after which every image has been seen in an epoch, ⌈count / batch⌉, as the reference counts them. */
export function stepsPerEpoch(count: number, batch: number): number {
  return Math.ceil(count / batch);
}

/** The last permutations that were asked for. A step needs at most two, and drawing one takes as long as the data set. */
const recent: { readonly count: number; readonly seed: number; readonly epoch: number; order: Int32Array }[] =
  [];
const KEPT_PERMUTATIONS = 4;

function epochOrder(count: number, seed: number, epoch: number): Int32Array {
  const known = recent.find((entry) => entry.count === count && entry.seed === seed && entry.epoch === epoch);
  if (known !== undefined) return known.order;
  const order = permutation(count, randomStream(seed, 'order', epoch));
  recent.push({ count, seed, epoch, order });
  if (recent.length > KEPT_PERMUTATIONS) recent.shift();
  return order;
}

/**
 * The images that a step sees, a function of (seed, step) alone. Every epoch goes through the data set in a random
 * order of its own. The reference ends an epoch with a smaller batch; here all batches have the same size, so
 * that one recorded step serves them all: a batch that reaches the end of an epoch goes on with the next one's order.
 *
 * @returns `[batch]` indices below `count`.
 * @throws Failure `data_too_small` when the batch is larger than the data set.
 */
export function batchIndices(count: number, batch: number, seed: number, step: number): Int32Array {
  if (batch > count) {
    throw new Failure({
      code: 'data_too_small',
      message: `A batch of ${batch} images cannot be taken from a data set of ${count}.`,
      doing: 'choosing the images of a step',
      remedy: `Set the batch size to ${count} or less, or load more images.`,
    });
  }
  const first = step * batch;
  return Int32Array.from({ length: batch }, (_, index) => {
    const position = first + index;
    return epochOrder(count, seed, Math.floor(position / count))[position % count]!;
  });
}
