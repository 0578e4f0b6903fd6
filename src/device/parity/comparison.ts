/** Numbers in a row, of whatever type. */
export type Numbers = ArrayLike<number>;

/** One measured deviation. */
export interface Deviation {
  /** What was compared, e.g. `grad/maps/1`. */
  readonly where: string;
  readonly error: number;
  /** The largest error that passes. */
  readonly tolerance: number;
}

/** max|a − b|, infinite where the lengths differ or a value is not a number. */
export function largestDifference(actual: Numbers, expected: Numbers): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < actual.length; index++) {
    const difference = Math.abs(actual[index]! - expected[index]!);
    // Not `>`, which a NaN would slip through.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

/** max|a − b| / max|b|; the plain difference where all of b is 0. */
export function relativeError(actual: Numbers, expected: Numbers): number {
  let scale = 0;
  for (const value of Array.from(expected)) scale = Math.max(scale, Math.abs(value));
  return largestDifference(actual, expected) / (scale === 0 ? 1 : scale);
}

/** The mean of |a − b|, infinite where the lengths differ or a value is not a number. */
export function meanDifference(actual: Numbers, expected: Numbers): number {
  if (actual.length !== expected.length) return Infinity;
  let sum = 0;
  for (let index = 0; index < actual.length; index++) sum += Math.abs(actual[index]! - expected[index]!);
  return Number.isNaN(sum) ? Infinity : sum / actual.length;
}

/** How many entries differ. */
function mismatches(actual: Numbers, expected: Numbers): number {
  if (actual.length !== expected.length) return Infinity;
  let count = 0;
  for (let index = 0; index < actual.length; index++) if (actual[index] !== expected[index]) count++;
  return count;
}

/** ‖a − b‖ / ‖b − start‖: the deviation as a share of the way from `start` to b, entries in `skip` left out. */
export function movementError(
  actual: Numbers,
  expected: Numbers,
  start: Numbers,
  skip: ReadonlySet<number> = new Set(),
): number {
  if (actual.length !== expected.length || start.length !== expected.length) return Infinity;
  let deviation = 0;
  let movement = 0;
  for (let index = 0; index < expected.length; index++) {
    if (skip.has(index)) continue;
    deviation += (actual[index]! - expected[index]!) ** 2;
    movement += (expected[index]! - start[index]!) ** 2;
  }
  const error = Math.sqrt(deviation / movement);
  return deviation === 0 ? 0 : Number.isNaN(error) ? Infinity : error;
}

/** The deviations of one file. */
export class Comparison {
  readonly deviations: Deviation[] = [];
  /** What a reader of the result should know besides. */
  readonly remarks: string[] = [];

  /** Whether nothing exceeds its tolerance. */
  get ok(): boolean {
    return this.deviations.every(({ error, tolerance }) => error <= tolerance);
  }

  remark(text: string): void {
    this.remarks.push(text);
  }

  /** Takes over the deviations of another comparison. */
  adopt(other: Comparison): void {
    this.deviations.push(...other.deviations);
  }

  /** Notes a deviation that was measured by other means. */
  note(where: string, error: number, tolerance: number): void {
    this.deviations.push({ where, error, tolerance });
  }

  relative(where: string, actual: Numbers, expected: Numbers, tolerance: number): void {
    this.note(where, relativeError(actual, expected), tolerance);
  }

  absolute(where: string, actual: Numbers, expected: Numbers, tolerance: number): void {
    this.note(where, largestDifference(actual, expected), tolerance);
  }

  /** Every entry must be equal; the error is the number of those that are not. */
  exact(where: string, actual: Numbers, expected: Numbers): void {
    this.note(where, mismatches(actual, expected), 0);
  }

  /** The deviation closest to, or furthest beyond, its tolerance. */
  worst(): Deviation | undefined {
    return this.deviations.reduce<Deviation | undefined>(
      (worst, deviation) => (worst === undefined || excess(deviation) > excess(worst) ? deviation : worst),
      undefined,
    );
  }
}

function excess({ error, tolerance }: Deviation): number {
  return error === 0 ? 0 : error / tolerance;
}
