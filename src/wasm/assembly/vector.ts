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

/** a + b · c; in the build for relaxed SIMD rounded once, where the processor can. */
export function addProduct4(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(b, c, a);
  return f32x4.add(a, f32x4.mul(b, c));
}

/** The part of `[0, bytes)` that whole vectors fill. */
export function wholeVectors(bytes: usize): usize {
  return bytes & ~(VECTOR - 1);
}

/** Four values, or the first `lanes` of them and zeros where that is less. */
export function loadLanes(from: usize, lanes: usize): v128 {
  if (lanes >= 4) return v128.load(from);
  let v = v128.load32_zero(from);
  if (lanes > 1) v = f32x4.replace_lane(v, 1, load<f32>(from, 4));
  if (lanes > 2) v = f32x4.replace_lane(v, 2, load<f32>(from, 8));
  return v;
}

/** Stores the first `lanes` values of a vector, at most four. */
export function storeLanes(to: usize, v: v128, lanes: usize): void {
  if (lanes >= 4) {
    v128.store(to, v);
    return;
  }
  store<f32>(to, f32x4.extract_lane(v, 0));
  if (lanes > 1) store<f32>(to, f32x4.extract_lane(v, 1), 4);
  if (lanes > 2) store<f32>(to, f32x4.extract_lane(v, 2), 8);
}
