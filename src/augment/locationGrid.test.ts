import { describe, expect, it } from 'vitest';
import gridFile from './fixtures/grid.safetensors?url&inline';
import { readFixture } from './fixtures/readFixture';
import { locationGrid, locationGrids } from './locationGrid';

interface GridCase {
  /** Top, left, height and width of the crop; height and width of the image. */
  readonly location: readonly [number, number, number, number, number, number];
  readonly N: number;
  readonly flip: boolean;
}

const crop = { top: 2, left: 10, height: 8, width: 4 };

describe('locationGrid', () => {
  it("is the reference's grid, to the last bit", async () => {
    const fixture = await readFixture<{ cases: GridCase[] }>(gridFile);
    expect(fixture.config.cases.length).toBeGreaterThan(30);
    fixture.config.cases.forEach(({ location: [top, left, height, width], N, flip }, index) => {
      expect(locationGrid({ top, left, height, width }, N, N, flip), `case ${index}`).toEqual(
        fixture.f32(`case/${index}/grid`),
      );
    });
  });

  it('gives (y, x) of cell centres, row by row, on grids that are not square', () => {
    expect([...locationGrid(crop, 2, 1, false)]).toEqual([4, 12, 8, 12]);
    expect([...locationGrid(crop, 1, 2, false)]).toEqual([6, 11, 6, 13]);
    expect([...locationGrid(crop, 1, 2, true)]).toEqual([6, 13, 6, 11]);
  });
});

describe('locationGrids', () => {
  const views = [
    { crop, flip: false },
    { crop, flip: true },
  ];

  it('mirrors the grids of flipped views only', () => {
    expect([...locationGrids(views, 1, 2, false)]).toEqual([6, 11, 6, 13, 6, 13, 6, 11]);
  });

  it('mirrors none when told to leave the grid unflipped', () => {
    expect([...locationGrids(views, 1, 2, true)]).toEqual([6, 11, 6, 13, 6, 11, 6, 13]);
  });
});
