import { addProduct4 } from './vector';

/** e^v of four values v ≤ 0: 2ⁿ times a polynomial of the rest (Cephes' expf). */
export function expOfNegative(v: v128): v128 {
  const clamped = f32x4.max(v, f32x4.splat(-87));
  // Adding 1.5 · 2²³ rounds to an integer, which then stands in the low bits.
  const shifted = f32x4.add(f32x4.mul(clamped, f32x4.splat(1.44269504)), f32x4.splat(12582912));
  const n = f32x4.sub(shifted, f32x4.splat(12582912));
  const high = f32x4.sub(clamped, f32x4.mul(n, f32x4.splat(0.693359375)));
  const r = f32x4.add(high, f32x4.mul(n, f32x4.splat(2.1219444e-4)));
  let p = addProduct4(f32x4.splat(1.3981999507e-3), r, f32x4.splat(1.98756915e-4));
  p = addProduct4(f32x4.splat(8.3334519073e-3), p, r);
  p = addProduct4(f32x4.splat(4.1665795894e-2), p, r);
  p = addProduct4(f32x4.splat(1.6666665459e-1), p, r);
  p = addProduct4(f32x4.splat(5.0000001201e-1), p, r);
  p = f32x4.add(addProduct4(r, f32x4.mul(p, r), r), f32x4.splat(1));
  return f32x4.mul(p, i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23));
}
