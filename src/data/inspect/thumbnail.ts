/** Side of a thumbnail. */
export const THUMB = 16;

/** Rec. 601 weights of the channels, in 256ths. */
const [RED, GREEN, BLUE] = [77, 150, 29] as const;

/**
 * A small grey picture of an image: each of its 16 × 16 pixels is the mean of those that it covers.
 *
 * @param pixels `[height, width, 3]` bytes.
 * @returns `[16 · 16]`, 0 to 255.
 */
export function greyThumbnail(pixels: Uint8Array, height: number, width: number): Float32Array {
  const small = new Float32Array(THUMB * THUMB);
  for (let row = 0; row < THUMB; row++) {
    const [top, bottom] = covered(row, height);
    for (let column = 0; column < THUMB; column++) {
      const [left, right] = covered(column, width);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let at = 3 * (y * width + left); at < 3 * (y * width + right); at += 3)
          sum += RED * pixels[at]! + GREEN * pixels[at + 1]! + BLUE * pixels[at + 2]!;
      }
      small[row * THUMB + column] = sum / (256 * (bottom - top) * (right - left));
    }
  }
  return small;
}

/** Pixels under one of the thumbnail, at least one: the first, and the first that is not. */
function covered(place: number, size: number): [number, number] {
  const from = Math.floor((place * size) / THUMB);
  return [from, Math.max(from + 1, Math.ceil(((place + 1) * size) / THUMB))];
}
