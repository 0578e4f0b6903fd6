import { csvText } from '../../../formats/csv';
import type { EmbeddingSpace } from '../../../worker/protocol';

/** @file What the view shows, as numbers. */

/** A point a row. @param groups name of each point's class; empty where it has none */
export function pointsCsv(space: EmbeddingSpace, places: Float32Array, groups: readonly string[]): string {
  return csvText(
    ['image', 'cell', 'class', 'x', 'y'],
    groups.map((group, point) => [
      space.images[point]!,
      space.cells[point]!,
      group,
      places[2 * point]!,
      places[2 * point + 1]!,
    ]),
  );
}

export function spectrumCsv({ spectrum }: EmbeddingSpace): string {
  return csvText(
    ['rank', 'eigenvalue'],
    Array.from(spectrum, (value, place) => [place + 1, value]),
  );
}

export function spaceJson(space: EmbeddingSpace, step: number): string {
  const { count, dimensions, std, rankMe, participation, correlation, shares, spectrum } = space;
  const measures = { count, dimensions, std, rankMe, participation, correlation, shares };
  return JSON.stringify({ step, ...measures, spectrum: [...spectrum] }, null, 2);
}
