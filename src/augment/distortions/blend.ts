/**
 * A value between `base` and `value`, or beyond it for factors above 1: in float32, truncated and clipped to 8 bits,
 * as Pillow blends.
 *
 * @param factor share of `value`, not negative.
 */
export function blend(base: number, value: number, factor: number): number {
  const mixed = Math.fround(base + Math.fround(Math.fround(factor) * (value - base)));
  return Math.min(255, Math.max(0, Math.trunc(mixed)));
}
