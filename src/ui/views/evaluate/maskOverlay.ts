import { maskColour } from '../../../formats/classColours';

/**
 * An image with its mask laid over it.
 * @param pixels `[n, 3]` bytes.
 * @param mask `[n]` classes.
 * @param opacity of the mask, 0 to 1.
 * @returns `[n, 3]` bytes.
 */
export function maskOverlay(
  pixels: Uint8Array,
  mask: Uint8Array,
  classes: number,
  opacity: number,
): Uint8Array {
  const blended = new Uint8Array(pixels.length);
  mask.forEach((label, pixel) => {
    maskColour(label, classes).forEach((value, channel) => {
      const at = 3 * pixel + channel;
      blended[at] = Math.round((1 - opacity) * pixels[at]! + opacity * value);
    });
  });
  return blended;
}

/** The classes that occur in some masks, in order; what belongs to no class is left out. */
export function classesIn(masks: readonly Uint8Array[], classes: number): number[] {
  const found = new Set(masks.flatMap((mask) => [...new Set(mask)]));
  return [...found].filter((label) => label < classes).sort((a, b) => a - b);
}
