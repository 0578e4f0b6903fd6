import { CHANNELS, type RgbImage } from '../distortions/rgbImage';

/** Half of `length`, rounded to the nearest even integer at ties, as Python rounds. */
function halfRounded(length: number): number {
  const floor = Math.floor(length / 2);
  return length % 2 === 0 || floor % 2 === 0 ? floor : floor + 1;
}

/**
 * The square of `side` pixels in the middle of the image, as torchvision's `CenterCrop`.
 *
 * @throws RangeError when the image is smaller than the square.
 */
export function centerCrop(image: RgbImage, side: number): RgbImage {
  if (side > image.height || side > image.width) {
    throw new RangeError(
      `A centre crop of ${side} pixels does not fit into ${image.height} × ${image.width}.`,
    );
  }
  const top = halfRounded(image.height - side);
  const left = halfRounded(image.width - side);
  const pixels = new Uint8Array(side * side * CHANNELS);
  for (let row = 0; row < side; row++) {
    const from = ((top + row) * image.width + left) * CHANNELS;
    pixels.set(image.pixels.subarray(from, from + side * CHANNELS), row * side * CHANNELS);
  }
  return { height: side, width: side, pixels };
}
