import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImageSet } from '../imageSet';
import { OBJECT_CLASSES } from './classes';
import { generateScenes } from './generateScenes';

const SIZE = 32;
const COUNT = 96;
const PIXELS = SIZE * SIZE;

function fingerprint({ images, masks, labels }: ImageSet): string {
  const hash = createHash('sha256').update(images);
  return hash.update(masks!).update(Uint8Array.from(labels!)).digest('hex').slice(0, 16);
}

/** Pixels of each class in the mask of one image. */
function maskCounts(set: ImageSet, index: number): number[] {
  const counts = new Array<number>(OBJECT_CLASSES.length + 1).fill(0);
  for (const value of set.masks!.subarray(index * PIXELS, (index + 1) * PIXELS)) counts[value]! += 1;
  return counts;
}

describe('built-in scenes', () => {
  let set: ImageSet;
  beforeAll(async () => {
    set = await generateScenes(SIZE, COUNT, 11);
  });

  it('are the same on every machine', () => {
    expect(fingerprint(set)).toBe('af021c52ed73602d');
  });

  it('have the shapes of an image set, and each class equally often', () => {
    expect(set.images.length).toBe(COUNT * PIXELS * 3);
    expect(set.masks?.length).toBe(COUNT * PIXELS);
    expect(set.classNames).toHaveLength(OBJECT_CLASSES.length);
    expect(set.maskClassNames).toEqual(['background', ...set.classNames!]);
    const counts = OBJECT_CLASSES.map((_, label) => set.labels!.filter((other) => other === label).length);
    expect(counts).toEqual(OBJECT_CLASSES.map(() => COUNT / OBJECT_CLASSES.length));
  });

  it('show the labelled object largest, well visible, on background', () => {
    for (let index = 0; index < COUNT; index++) {
      const counts = maskCounts(set, index);
      const own = counts[set.labels![index]! + 1]!;
      const others = counts.filter((_, value) => value !== 0 && value !== set.labels![index]! + 1);
      expect(own).toBeGreaterThan(Math.max(...others));
      expect(own / PIXELS).toBeGreaterThan(0.03);
      expect(counts[0]! / PIXELS).toBeGreaterThan(0.3);
    }
    const withSecond = Array.from({ length: COUNT }, (_, index) => maskCounts(set, index)).filter(
      (counts) => counts.slice(1).filter((count) => count > 0).length === 2,
    );
    expect(withSecond.length).toBeGreaterThan(COUNT / 4);
  });

  it('begin with the same images whatever their number, and differ between seeds', async () => {
    const few = await generateScenes(SIZE, 3, 11);
    expect(few.images).toEqual(set.images.subarray(0, few.images.length));
    const other = await generateScenes(SIZE, 3, 12);
    expect(fingerprint(other)).not.toBe(fingerprint(few));
  });

  it('show the same scenes at other sizes', async () => {
    const large = await generateScenes(2 * SIZE, 4, 11);
    let difference = 0;
    for (let index = 0; index < 4; index++) {
      for (let row = 0; row < SIZE; row++) {
        for (let column = 0; column < SIZE; column++) {
          const at = (dy: number, dx: number): number =>
            large.images[((index * 2 * SIZE + 2 * row + dy) * 2 * SIZE + 2 * column + dx) * 3]!;
          const average = (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4;
          difference += Math.abs(average - set.images[((index * SIZE + row) * SIZE + column) * 3]!);
        }
      }
    }
    expect(difference / (4 * PIXELS)).toBeLessThan(8);
  });

  it('cannot be told apart by their colours', () => {
    // Nearest class mean of joint colour histograms, on images that the means have not seen; chance is 1/8.
    const histogram = (index: number): Float32Array => {
      const bins = new Float32Array(64);
      for (let pixel = index * PIXELS; pixel < (index + 1) * PIXELS; pixel++) {
        const [red, green, blue] = [0, 1, 2].map((channel) => set.images[3 * pixel + channel]! >> 6);
        bins[red! * 16 + green! * 4 + blue!]! += 1 / PIXELS;
      }
      return bins;
    };
    const means = OBJECT_CLASSES.map(() => new Float32Array(64));
    for (let index = 0; index < COUNT / 2; index++) {
      histogram(index).forEach((value, bin) => (means[set.labels![index]!]![bin]! += value));
    }
    const perClass = COUNT / 2 / OBJECT_CLASSES.length;
    const right = Array.from({ length: COUNT / 2 }, (_, index) => index + COUNT / 2).filter((index) => {
      const own = histogram(index);
      const distances = means.map((mean) =>
        mean.reduce((sum, value, bin) => sum + (value / perClass - own[bin]!) ** 2, 0),
      );
      return distances.indexOf(Math.min(...distances)) === set.labels![index];
    });
    expect(right.length / (COUNT / 2)).toBeLessThan(0.4);
  });

  it('report progress up to 1', async () => {
    const shares: number[] = [];
    await generateScenes(16, 70, 1, (share) => shares.push(share));
    expect(shares).toEqual([64 / 70, 1]);
  });
});
