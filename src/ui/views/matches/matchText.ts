/** A distance of vectors, for people. */
export function distance(value: number): string {
  return value.toPrecision(3);
}
