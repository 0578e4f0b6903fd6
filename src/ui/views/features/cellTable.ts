import type { CellQuantity, FeatureMaps } from '../../../worker/protocol';
import { alignedScores, type ColourReference } from './alignScores';

/** What a subject's cells are shown by. */
export interface CellTable {
  readonly rows: number;
  readonly columns: number;
  /** Numbers a cell. */
  readonly width: number;
  /** `[images, rows · columns, width]`; components are aligned to the panel's colours. */
  readonly values: Float32Array;
  /** Least and largest value, the ends of the colours. */
  readonly range: readonly [number, number];
}

/** The numbers of a look as they are shown. */
export function cellTable(
  maps: FeatureMaps,
  quantity: CellQuantity,
  reference: ColourReference | null,
): CellTable {
  const isRgb = quantity.of === 'components';
  const values = isRgb ? alignedScores(maps, reference ?? maps) : maps.values;
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  // A norm's zero is a value like any other, and the darkest.
  const range = high < low ? ([0, 0] as const) : ([quantity.of === 'norm' ? 0 : low, high] as const);
  return { rows: maps.rows, columns: maps.columns, width: isRgb ? 3 : 1, values, range };
}

/** The cell of each image with the largest value; with likeness, the nearest one. */
export function largestCells({ rows, columns, values }: CellTable): number[] {
  const count = rows * columns;
  return Array.from({ length: values.length / count }, (_, place) => {
    const own = values.subarray(place * count, (place + 1) * count);
    return own.reduce((best, value, cell) => (value > own[best]! ? cell : best), 0);
  });
}

/** Values of one cell. */
export function valuesAt({ rows, columns, width, values }: CellTable, place: number, cell: number): number[] {
  const at = (place * rows * columns + cell) * width;
  return [...values.subarray(at, at + width)];
}
