import { describe, expect, it } from 'vitest';
import { testSnapshot, testView } from '../correspondence/testSnapshot';
import { fakeOverview } from '../../testing/fakeImages';
import { matchRows } from './matchFiles';
import { PANEL_SIZE, panelImages, partnerOf } from './panelImages';
import { pairOf } from './usePair';

const overview = fakeOverview(60);

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
  expect(matchRows(snapshot)).toEqual([
    { cell: 0, match: 0, distance: 0.25, errorCells: 0, errorPixels: 0 },
    { cell: 5, match: 7, distance: 0.5, errorCells: 2, errorPixels: 8 },
  ]);
});
