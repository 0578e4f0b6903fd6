/**
 * Whether a parameter of this shape is decayed and, by LARS, adapted. Biases, norm scales and shifts and layer scales
 * are 1-D and are not, in either of the reference's optimisers.
 */
export function isRegularized(shape: readonly number[]): boolean {
  return shape.length !== 1;
}
