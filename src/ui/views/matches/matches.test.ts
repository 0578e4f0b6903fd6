import { describe, expect, it } from 'vitest';
import { testSnapshot, testView } from '../correspondence/testSnapshot';
import { NO_CLASS } from '../../../reports/verdict';
import { fakeOverview } from '../../testing/fakeImages';
import { keptFilm } from './films';
import { keptPictures, reachFurther } from './keptPictures';
import { matchRows } from './matchFiles';
import { keptPicture, rightShare } from './matchPicture';
import { PANEL_SIZE, panelImages, partnerOf } from './panelImages';
import { pairOf } from './usePair';

const overview = fakeOverview(60);
const NO_SUCH = 'no such class in image 2';

describe('panelImages', () => {
  it('takes the first validation images', () => {
    const images = panelImages(overview);
    expect(images.length).toBeGreaterThan(0);
    expect(images.length).toBeLessThanOrEqual(PANEL_SIZE);
    expect(images.every((image) => overview.parts[image] === 1)).toBe(true);
  });

  it('takes the first images of a set that keeps none for validation', () => {
    expect(panelImages({ count: 3, parts: new Uint8Array(3) })).toEqual([0, 1, 2]);
  });
});

describe('partnerOf', () => {
  it('goes through the other images of the class, and begins again', () => {
    const others = [...overview.labels!.keys()].filter(
      (image) => image !== 5 && overview.labels![image] === overview.labels![5],
    );
    const partners = others.map((_, turn) => partnerOf(5, turn, overview));
    expect([...partners].sort((a, b) => a - b)).toEqual(others);
    expect(partnerOf(5, others.length, overview)).toBe(partners[0]);
  });

  it('takes the image itself where it is the only one', () => {
    expect(partnerOf(0, 3, { ...overview, count: 1 })).toBe(0);
  });
});

it('pairOf waits for a photo, and sets it beside an image or sees it twice', () => {
  const choice = { image: 7, turn: 0, brought: null };
  expect(pairOf({ ...choice, kind: 'views' }, overview)).toEqual({ of: 'views', image: { image: 7 } });
  expect(pairOf({ ...choice, kind: 'photo' }, overview)).toBeNull();
  const brought = { height: 1, width: 1, pixels: new Uint8Array(3) };
  expect(pairOf({ ...choice, kind: 'photo', brought }, overview)).toEqual({ of: 'views', image: brought });
  expect(pairOf({ ...choice, kind: 'camera', brought }, overview)).toEqual({
    of: 'images',
    first: brought,
    second: { image: 7 },
  });
});

it('matchRows tells how far a match lands from the true place, in cells and pixels of the source', () => {
  const crop = { top: 0, left: 0, height: 16, width: 16 };
  const snapshot = {
    ...testSnapshot(testView(crop, false, 4), testView(crop, false, 4)),
    byEmbedding: {
      input: Int32Array.of(0, 5),
      candidate: Int32Array.of(0, 7),
      distance: Float32Array.of(0.25, 0.5),
    },
  };
  const accuracy = [{ radius: 1.5, ...snapshot.accuracy }];
  expect(matchRows({ snapshot, accuracy, step: 1, alpha: 1 }, undefined)).toEqual([
    { cell: 0, match: 0, distance: 0.25, errorCells: 0, errorPixels: 0, verdict: 'right' },
    { cell: 5, match: 7, distance: 0.5, errorCells: 2, errorPixels: 8, verdict: 'wrong' },
  ]);
});

it('between two images, files tell the classes of both cells; without masks, nothing is judged', () => {
  const crop = (left: number) => ({ top: 0, left, height: 16, width: 16 });
  const [first, second] = [testView(crop(0), false, 2), testView(crop(16), false, 2)];
  const snapshot = {
    ...testSnapshot(
      { ...first, classes: Int16Array.of(0, 1, 2, NO_CLASS) },
      { ...second, classes: Int16Array.of(0, 0, 1, 1) },
    ),
    byEmbedding: {
      input: Int32Array.of(0, 1, 2, 3),
      candidate: Int32Array.of(1, 0, 2, 0),
      distance: new Float32Array(4),
    },
  };
  const byClass = { features: 0.5, chance: 0.5, count: 2 };
  const picture = { snapshot, accuracy: [], step: 1, alpha: 1 };
  expect(matchRows({ ...picture, byClass }, ['sky', 'sea', '\u202ecat'])).toEqual([
    { cell: 0, match: 1, distance: 0, class: 'sky', matchClass: 'sky', verdict: 'right' },
    { cell: 1, match: 0, distance: 0, class: 'sea', matchClass: 'sky', verdict: 'wrong' },
    { cell: 2, match: 2, distance: 0, class: '\\u202ecat', matchClass: 'sea', verdict: NO_SUCH },
    { cell: 3, match: 0, distance: 0, class: '', matchClass: 'sky', verdict: NO_SUCH },
  ]);
  expect(rightShare({ ...picture, byClass })).toBe(0.5);
  expect(matchRows(picture, undefined)[0]).toEqual({ cell: 0, match: 1, distance: 0 });
  expect(rightShare(picture)).toBeUndefined();
});

describe('pictures that were kept of a run', () => {
  const whole = testView({ top: 0, left: 0, height: 16, width: 16 }, false, 2);
  const picture = (imageIndex: number, step: number) => ({ ...testSnapshot(whole, whole), imageIndex, step });
  const snapshots = [picture(3, 0), picture(7, 0), picture(3, 10), picture(7, 20)];
  const stepsOf = (image: number) => keptPictures(snapshots, image).map(({ step }) => step);

  it('are those of the image, or of the one that was shown last where it has none', () => {
    expect(stepsOf(3)).toEqual([0, 10]);
    expect(stepsOf(5)).toEqual([0, 20]);
    expect(keptPictures(snapshots, 5)[0]!.imageIndex).toBe(7);
    expect(keptPictures([], 5)).toEqual([]);
  });

  it('are offered where they show what no weights do any more', () => {
    const kept = keptPictures(snapshots, 3);
    expect(reachFurther(kept, [20])).toBe(true);
    expect(reachFurther(kept, [20, 30])).toBe(true);
    expect(reachFurther(kept, [0, 10, 20])).toBe(false);
    expect(reachFurther(kept.slice(1), [20])).toBe(false);
  });

  it('make a film, each with the accuracy that it had', async () => {
    const accuracy = { features: 0.25, embeddings: 0.5, chance: 0.1, count: 4 };
    const kept = keptPictures(snapshots, 3).map((one) => ({ ...one, accuracy }));
    const film = keptFilm(kept)!;
    expect(film.count).toBe(2);
    expect(await film.at(1)).toEqual(keptPicture(kept[1]!));
    expect(rightShare(keptPicture(kept[1]!))).toBe(0.5);
    expect(keptFilm(kept.slice(1))).toBeNull();
  });
});
