/** @file What several kernels need of vectors of four float32 values. */

/** Bytes of a vector. */
export const VECTOR: usize = 16;

/** The sum of the four values, always in the same order. */
export function sum4(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 1) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

/** a + b · c */
export function addProduct4(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(a, f32x4.mul(b, c));
}

/** The part of `[0, bytes)` that whole vectors fill. */
export function wholeVectors(bytes: usize): usize {
  return bytes & ~(VECTOR - 1);
}
