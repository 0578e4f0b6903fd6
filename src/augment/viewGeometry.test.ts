import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locationGrid } from './locationGrid';
import {
  cellAt,
  cellCentre,
  cellCount,
  cellInSource,
  cellShowing,
  cellsShowing,
  holds,
  placeOn,
  pointUnder,
  sharedArea,
  shows,
  type GridView,
} from './viewGeometry';
import type { CropBox } from './viewParameters';

function gridView(crop: CropBox, flip: boolean, rows: number, columns = rows): GridView {
  return { parameters: { crop, flip }, rows, columns };
}

/** A range inside an axis, its ends included. */
const range = (length: number) =>
  fc
    .integer({ min: 0, max: length - 1 })
    .chain((start) => fc.tuple(fc.constant(start), fc.integer({ min: 1, max: length - start })));

/** Views of a source that need not be square, with crops and maps that need not be either, boxes at the border included. */
const viewsOfSource = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }))
  .chain(([height, width]) =>
    fc.record({
      source: fc.constant({ height, width }),
      views: fc.array(
        fc
          .tuple(
            range(height),
            range(width),
            fc.boolean(),
            fc.integer({ min: 1, max: 16 }),
            fc.integer({ min: 1, max: 16 }),
          )
          .map(([[top, cropHeight], [left, cropWidth], flip, rows, columns]) =>
            gridView({ top, left, height: cropHeight, width: cropWidth }, flip, rows, columns),
          ),
        { minLength: 1, maxLength: 4 },
      ),
      point: fc
        .tuple(fc.nat(10 * height - 1), fc.nat(10 * width - 1))
        .map(([y, x]) => ({ y: y / 10, x: x / 10 })),
    }),
  );

/** What doubles may be off by at these sizes, in pixels of the source. */
const ROUNDING = 1e-9;

describe('cells and their places in the source', () => {
  it('lead from a point to the cell that contains it: its centre is within half a cell', () => {
    fc.assert(
      fc.property(viewsOfSource, ({ views, point }) => {
        cellsShowing(views, point).forEach((cell, index) => {
          const view = views[index]!;
          expect(cell === undefined).toBe(!shows(view, point));
          if (cell === undefined) return;
          const { centre, height, width } = cellInSource(view, cell);
          expect(Math.abs(point.y - centre.y)).toBeLessThanOrEqual(height / 2 + ROUNDING);
          expect(Math.abs(point.x - centre.x)).toBeLessThanOrEqual(width / 2 + ROUNDING);
        });
      }),
    );
  });

  it('lead from every cell to its centre and back, and to the centre on the view', () => {
    fc.assert(
      fc.property(viewsOfSource, ({ source, views: [view] }) => {
        for (let cell = 0; cell < cellCount(view!); cell++) {
          const { centre } = cellInSource(view!, cell);
          expect(holds({ top: 0, left: 0, ...source }, centre)).toBe(true);
          expect(cellShowing(view!, centre)).toBe(cell);
          const place = placeOn(view!, centre);
          expect(place.x).toBeCloseTo(cellCentre(view!, cell).x, 9);
          expect(place.y).toBeCloseTo(cellCentre(view!, cell).y, 9);
        }
      }),
    );
  });

  it('are those of the criterion, up to float32', () => {
    fc.assert(
      fc.property(viewsOfSource, ({ views: [view] }) => {
        const { crop, flip } = view!.parameters;
        const grid = locationGrid(crop, view!.rows, view!.columns, flip);
        for (let cell = 0; cell < cellCount(view!); cell++) {
          const { centre } = cellInSource(view!, cell);
          expect(Math.abs(grid[2 * cell]! - centre.y)).toBeLessThan(1e-3);
          expect(Math.abs(grid[2 * cell + 1]! - centre.x)).toBeLessThan(1e-3);
        }
      }),
    );
  });

  it('undo each other on a view', () => {
    fc.assert(
      fc.property(viewsOfSource, ({ views: [view], point }) => {
        const back = pointUnder(view!, placeOn(view!, point));
        expect(Math.abs(back.x - point.x)).toBeLessThan(ROUNDING);
        expect(Math.abs(back.y - point.y)).toBeLessThan(ROUNDING);
      }),
    );
  });

  it('tile the crop: a single cell is all of it', () => {
    const crop = { top: 3, left: 5, height: 8, width: 12 };
    expect(cellInSource(gridView(crop, true, 1), 0)).toEqual({
      centre: { y: 7, x: 11 },
      height: 8,
      width: 12,
    });
    expect(cellInSource(gridView(crop, false, 2, 3), 4)).toEqual({
      centre: { y: 9, x: 11 },
      height: 4,
      width: 4,
    });
    expect(cellInSource(gridView(crop, true, 2, 3), 3)).toEqual({
      centre: { y: 9, x: 15 },
      height: 4,
      width: 4,
    });
  });
});

const whole = gridView({ top: 0, left: 0, height: 16, width: 16 }, false, 4);
const right = gridView({ top: 0, left: 8, height: 8, width: 8 }, false, 4);
const flipped = gridView({ top: 0, left: 8, height: 8, width: 8 }, true, 4);
const lower = gridView({ top: 12, left: 0, height: 4, width: 4 }, false, 2);

describe('places on views', () => {
  it('are mirrored on a flipped view', () => {
    expect(placeOn(right, { x: 9, y: 1 })).toEqual({ x: 0.125, y: 0.125 });
    expect(placeOn(flipped, { x: 9, y: 1 })).toEqual({ x: 0.875, y: 0.125 });
  });

  it('beyond the border count to the cells at the border', () => {
    expect(cellAt(whole, { x: 1.2, y: -0.1 })).toBe(3);
    expect(cellAt(whole, { x: 1, y: 1 })).toBe(15);
  });

  it('show the top and left edges of a crop, not the others, flipped or not', () => {
    for (const view of [right, flipped]) {
      expect(shows(view, { x: 8, y: 0 })).toBe(true);
      expect(shows(view, { x: 16, y: 0 })).toBe(false);
      expect(shows(view, { x: 8, y: 8 })).toBe(false);
    }
    expect(cellsShowing([right, flipped, lower], { x: 8, y: 0 })).toEqual([0, 3, undefined]);
  });
});

describe('sharedArea', () => {
  it('is the overlap of the crops as each view shows it', () => {
    expect(sharedArea(whole, right)).toEqual({ x: 0.5, y: 0, width: 0.5, height: 0.5 });
    expect(sharedArea(flipped, whole)).toEqual({ x: 0, y: 0, width: 1, height: 1 });
    const narrow = gridView({ top: 0, left: 12, height: 8, width: 4 }, false, 2);
    expect(sharedArea(right, narrow)?.x).toBe(0.5);
    expect(sharedArea(flipped, narrow)?.x).toBe(0);
  });

  it('is nothing for disjoint crops', () => {
    expect(sharedArea(right, lower)).toBeUndefined();
  });
});
