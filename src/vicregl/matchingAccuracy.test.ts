import { describe, expect, it } from 'vitest';
import { locationGrid } from '../augment/locationGrid';
import type { CropBox } from '../augment/viewParameters';
import { matchingAccuracy, type AccuracySample } from './matchingAccuracy';

const CELLS = 4;

function sample(first: CropBox, second: CropBox, features: number[], embeddings?: number[]): AccuracySample {
  return {
    locations: [locationGrid(first, CELLS, CELLS, false), locationGrid(second, CELLS, CELLS, false)],
    crop: second,
    cell: [second.height / CELLS, second.width / CELLS],
    features: Int32Array.from(features),
    ...(embeddings === undefined ? {} : { embeddings: Int32Array.from(embeddings) }),
  };
}

const crop: CropBox = { top: 0, left: 0, height: 40, width: 80 };
const same = Array.from({ length: CELLS ** 2 }, (_, cell) => cell);
const mirrored = same.map((cell) => cell - (cell % CELLS) + (CELLS - 1 - (cell % CELLS)));

describe('matching accuracy', () => {
  it('is 1 for true matches, and within a cell and a half', () => {
    const next = same.map((cell) => (cell % CELLS === CELLS - 1 ? cell - 1 : cell + 1));
    expect(matchingAccuracy([sample(crop, crop, same, next)])).toMatchObject({
      features: 1,
      embeddings: 1,
      count: 16,
    });
    expect(matchingAccuracy([sample(crop, crop, same, next)], 0.9)).toMatchObject({
      features: 1,
      embeddings: 0,
    });
  });

  it('counts wrong matches, in cells of the second view whatever their shape', () => {
    // Mirrored, the inner two of four columns land one cell away, the outer two three cells.
    expect(matchingAccuracy([sample(crop, crop, mirrored)])).toMatchObject({ features: 0.5 });
  });

  it('gives chance as the share of cells within reach', () => {
    // Of 16 cells, a corner has 4 within 1.5 cells, an edge 6, an inner one 9: 4 · 4 + 8 · 6 + 4 · 9 = 100.
    expect(matchingAccuracy([sample(crop, crop, same)]).chance).toBeCloseTo(100 / 16 ** 2, 12);
  });

  it('looks only at cells that the second view sees', () => {
    const right: CropBox = { top: 0, left: 40, height: 40, width: 80 };
    expect(matchingAccuracy([sample(crop, right, same)]).count).toBe(8);
    const elsewhere: CropBox = { top: 0, left: 200, height: 40, width: 80 };
    expect(matchingAccuracy([sample(crop, elsewhere, same)])).toEqual({ features: 0, chance: 0, count: 0 });
  });
});
