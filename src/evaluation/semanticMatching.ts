import * as tf from '@tensorflow/tfjs-core';
import type { CropBox } from '../augment/viewParameters';
import { IGNORED_CLASS, type ImageSet } from '../data/imageSet';
import { randomStream } from '../random/stream';
import { judgeByClass, NO_CLASS } from '../reports/verdict';
import { nearestCells } from '../vicregl/matching';
import { checkpoint, type Watch } from './cancellation';
import type { Features } from './features';

export interface SemanticMatching {
  /** Share of nearest cells that lie on the same mask class as the cell that they were found for. */
  readonly accuracy: number;
  /** What a random cell of the partner image would score for the same cells. */
  readonly chance: number;
  /** Cells counted. */
  readonly count: number;
}

/**
 * Class of each cell of a map: the most frequent of its pixels, `NO_CLASS` where most belong to none.
 *
 * @param mask of an image that is `width` pixels wide.
 * @param box what the map shows of it.
 */
export function cellClasses(mask: Uint8Array, width: number, box: CropBox, side: number): Int16Array {
  const classes = new Int16Array(side * side);
  for (let cell = 0; cell < classes.length; cell++) {
    const [row, column] = [Math.floor(cell / side), cell % side];
    const counts = new Map<number, number>();
    for (let y = edge(row, box.height, side); y < edge(row + 1, box.height, side); y++) {
      for (let x = edge(column, box.width, side); x < edge(column + 1, box.width, side); x++) {
        const label = mask[(box.top + y) * width + box.left + x]!;
        counts.set(label, (counts.get(label) ?? 0) + 1);
      }
    }
    const [best] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
    const most = best?.[0] ?? IGNORED_CLASS;
    classes[cell] = most === IGNORED_CLASS ? NO_CLASS : most;
  }
  return classes;
}

/** The first pixel of a row or column of cells. */
function edge(place: number, length: number, side: number): number {
  return Math.floor((place * length) / side);
}

/** Matches between two images, counted; `chance` is how many of them a random choice would get right. */
interface ClassCounts {
  readonly right: number;
  readonly chance: number;
  readonly count: number;
}

/**
 * How many cells of an image were matched to a cell of their class, as `judgeByClass` has it.
 *
 * @param own classes by cell, like `other`
 * @param nearest cell of the other image for each cell
 */
export function countByClass(own: Int16Array, other: Int16Array, nearest: Int32Array): ClassCounts {
  let [right, chance, count] = [0, 0, 0];
  for (let cell = 0; cell < own.length; cell++) {
    const verdict = judgeByClass(own, cell, other, nearest[cell]!);
    if (verdict === 'unseen') continue;
    count++;
    chance += other.filter((label) => label === own[cell]).length / other.length;
    if (verdict === 'right') right++;
  }
  return { right, chance, count };
}

/** For each image another one of the same class, or any other where there are no classes; `undefined` for one without. */
export function partners(
  images: Int32Array,
  labels: ArrayLike<number> | undefined,
  seed: number,
): (number | undefined)[] {
  return Array.from(images, (image, place) => {
    const others = Array.from(images.keys()).filter(
      (other) => other !== place && (labels === undefined || labels[images[other]!] === labels[image]),
    );
    const stream = randomStream(seed, 'probe', place);
    return others.length === 0 ? undefined : others[stream.below(others.length)];
  });
}

/**
 * How well a map matches parts of different images: for each cell of an image, the nearest cell (L2) of another image of
 * its class, counted right where both lie on one mask class. Cells whose class the other image lacks are left out.
 *
 * @param features maps, one for each of `images`.
 * @param box what each map shows of its image.
 */
export async function semanticMatching(
  data: ImageSet,
  images: Int32Array,
  features: Features,
  box: CropBox,
  seed: number,
  watch: Watch = {},
): Promise<SemanticMatching> {
  const { side, channels, maps } = features;
  const pixels = data.height * data.width;
  const classes = Array.from(images, (image) =>
    cellClasses(data.masks!.subarray(image * pixels, (image + 1) * pixels), data.width, box, side),
  );
  const cells = side * side;
  const mapOf = (place: number) => maps!.subarray(place * cells * channels, (place + 1) * cells * channels);
  let [right, chance, counted] = [0, 0, 0];
  for (const [place, partner] of partners(images, data.labels, seed).entries()) {
    await checkpoint(watch, place / images.length);
    if (partner === undefined) continue;
    const index = tf.tidy(() => {
      const [input, candidate] = [place, partner].map((image) =>
        tf.tensor3d(mapOf(image), [1, cells, channels]),
      );
      return nearestCells(input!, candidate!).index;
    });
    const nearest = await index.data<'int32'>();
    index.dispose();
    const counts = countByClass(classes[place]!, classes[partner]!, nearest);
    counted += counts.count;
    chance += counts.chance;
    right += counts.right;
  }
  await checkpoint(watch, 1);
  const share = (value: number) => (counted === 0 ? 0 : value / counted);
  return { accuracy: share(right), chance: share(chance), count: counted };
}
