import { permutation, randomStream } from '../random/stream';

/** Images of a data set by what they are for; numbers of images, in ascending order. */
export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** Shares of the images that are held back; the rest is for training. */
export interface SplitShares {
  readonly validation: number;
  readonly test: number;
}

export const DEFAULT_SHARES: SplitShares = { validation: 0.15, test: 0.15 };

/**
 * Splits images by class, so that every part has the classes in the proportions of the whole: a function of the labels
 * and the seed. Without labels all images count as one class. Of every class at least one image stays for training.
 *
 * @param labels `[count]` class of each image.
 */
export function stratifiedSplit(
  count: number,
  labels: ArrayLike<number> | undefined,
  seed: number,
  shares: SplitShares = DEFAULT_SHARES,
): Split {
  const train: number[] = [];
  const validation: number[] = [];
  const test: number[] = [];
  for (const images of shuffledClasses(count, labels, seed)) {
    const held = [shares.test, shares.validation].map((share) => Math.round(share * images.length));
    const tests = Math.min(held[0]!, Math.max(0, images.length - 1));
    const validations = Math.min(held[1]!, Math.max(0, images.length - 1 - tests));
    test.push(...images.slice(0, tests));
    validation.push(...images.slice(tests, tests + validations));
    train.push(...images.slice(tests + validations));
  }
  return { train: ascending(train), validation: ascending(validation), test: ascending(test) };
}

/**
 * A share of the images, the same share of each class and at least one image of it: how many labels a probe may use
 * (100 %, 10 %, 1 %). A smaller share of the same seed is part of a larger one.
 */
export function stratifiedShare(
  images: Int32Array,
  labels: ArrayLike<number>,
  share: number,
  seed: number,
): Int32Array {
  if (share >= 1) return images;
  const own = Array.from(images, (image) => labels[image]!);
  const chosen = shuffledClasses(images.length, own, seed).flatMap((places) =>
    places.slice(0, Math.max(1, Math.round(share * places.length))),
  );
  return ascending(chosen.map((place) => images[place]!));
}

/** The images of each class in random order. */
function shuffledClasses(count: number, labels: ArrayLike<number> | undefined, seed: number): number[][] {
  const classes = new Map<number, number[]>();
  for (const image of permutation(count, randomStream(seed, 'split'))) {
    const label = labels?.[image] ?? 0;
    const images = classes.get(label);
    if (images === undefined) classes.set(label, [image]);
    else images.push(image);
  }
  return [...classes].sort(([a], [b]) => a - b).map(([, images]) => images);
}

function ascending(images: readonly number[]): Int32Array {
  return Int32Array.from(images).sort();
}
