/** A convolution along one axis. */
interface AxisGeometry {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

/** How many taps of all windows along an axis of so many pixels lie inside the image, and not in its padding. */
export function tapsInside(pixels: number, { size, stride, padding }: AxisGeometry): number {
  let taps = 0;
  for (let first = -padding; first + size <= pixels + padding; first += stride)
    taps += Math.min(first + size, pixels) - Math.max(first, 0);
  return taps;
}
