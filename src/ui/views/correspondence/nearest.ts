/** @file L2 distances between the cells of two maps, as the criterion ranks matches by. */

/** Vectors of a map, `[count, size]` row by row. */
export interface CellVectors {
  readonly count: number;
  readonly size: number;
  readonly values: Float32Array;
}

/** The nearest cell of the other map for every cell of one map; of equal distances, the lowest cell. */
export interface Nearest {
  readonly cell: Int32Array;
  readonly distance: Float32Array;
}

/** Both directions: `forward` from the first map to the second, `backward` the other way round. */
export interface NearestPair {
  readonly forward: Nearest;
  readonly backward: Nearest;
}

/** `[to.count]` L2 distances from one cell of `from` to every cell of `to`. */
export function distancesFrom(from: CellVectors, cell: number, to: CellVectors): Float32Array {
  const { size } = from;
  const distances = new Float32Array(to.count);
  for (let other = 0; other < to.count; other++) {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const difference = from.values[cell * size + i]! - to.values[other * size + i]!;
      sum += difference * difference;
    }
    distances[other] = Math.sqrt(sum);
  }
  return distances;
}

/**
 * Nearest cells in both directions, in slices so that a page stays awake: yields after every row of distances and
 * returns the result at the end.
 */
export function* nearestInSlices(first: CellVectors, second: CellVectors): Generator<void, NearestPair> {
  const forward = unset(first.count);
  const backward = unset(second.count);
  for (let cell = 0; cell < first.count; cell++) {
    const distances = distancesFrom(first, cell, second);
    for (let other = 0; other < second.count; other++) {
      const distance = distances[other]!;
      if (distance < forward.distance[cell]!) put(forward, cell, other, distance);
      if (distance < backward.distance[other]!) put(backward, other, cell, distance);
    }
    yield;
  }
  return { forward, backward };
}

/** The same at once. */
export function nearestBothWays(first: CellVectors, second: CellVectors): NearestPair {
  const rows = nearestInSlices(first, second);
  for (;;) {
    const row = rows.next();
    if (row.done === true) return row.value;
  }
}

function unset(count: number): Nearest {
  return { cell: new Int32Array(count), distance: new Float32Array(count).fill(Number.POSITIVE_INFINITY) };
}

function put(nearest: Nearest, cell: number, other: number, distance: number): void {
  nearest.cell[cell] = other;
  nearest.distance[cell] = distance;
}

/** How many of `distances` are smaller than that of `cell`, plus 1. */
export function rankOf(distances: Float32Array, cell: number): number {
  const own = distances[cell]!;
  return 1 + distances.reduce((smaller, distance) => smaller + (distance < own ? 1 : 0), 0);
}

/** The cell with the smallest distance; of equal ones, the lowest. */
export function closest(distances: Float32Array): number {
  let best = 0;
  for (let cell = 1; cell < distances.length; cell++) {
    if (distances[cell]! < distances[best]!) best = cell;
  }
  return best;
}
