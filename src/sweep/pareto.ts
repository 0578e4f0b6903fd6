/** A point by two measures. */
export interface Pair {
  readonly x: number;
  readonly y: number;
}

/** For each of the two, whether more of it is better. */
export interface Better {
  readonly x: boolean;
  readonly y: boolean;
}

/**
 * The points that no other one dominates, i.e. is at least as good in both and better in one; from the smallest x to
 * the largest.
 */
export function paretoFront<P extends Pair>(points: readonly P[], higherIsBetter: Better): P[] {
  const x = (point: P) => (higherIsBetter.x ? point.x : -point.x);
  const y = (point: P) => (higherIsBetter.y ? point.y : -point.y);
  const bestFirst = [...points].sort((a, b) => x(b) - x(a) || y(b) - y(a));
  const front: P[] = [];
  for (const point of bestFirst) {
    const last = front.at(-1);
    const equal = last !== undefined && x(last) === x(point) && y(last) === y(point);
    if (last === undefined || y(point) > y(last) || equal) front.push(point);
  }
  return front.sort((a, b) => a.x - b.x);
}
