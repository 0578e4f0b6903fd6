/** Whether two shapes hold the same numbers in the same order: axes of one do not matter, as of 1 × 1 filters. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  const [first, second] = [a, b].map((shape) => shape.filter((size) => size !== 1));
  return first!.length === second!.length && first!.every((size, axis) => size === second![axis]);
}
