import { resizedCrop } from '../../augment/cpu/resize';
import { CHANNELS, type RgbImage } from '../../augment/distortions/rgbImage';
import { AROUND, placement, type Area, type Frame } from './placement';
import { reduced } from './reduced';

/** A large image is first averaged to no less than so many times the size that it is to have, as with Pillow's `reducing_gap`. */
const GAP = 3;

/**
 * An image in its frame as `placement` says, `[size, size, 3]`. It is resized bicubic and antialiased, as Pillow does it, by
 * the same arithmetic in the browser and in Node.
 */
export function fitImage(image: RgbImage, frame: Frame): Uint8Array {
  const { size } = frame;
  const { source, target } = placement(image.width, image.height, frame);
  const fitted = resized(image, source, target);
  if (target.width === size && target.height === size) return fitted;
  const pixels = new Uint8Array(size * size * CHANNELS).fill(AROUND);
  const line = target.width * CHANNELS;
  for (let row = 0; row < target.height; row++) {
    const to = ((target.top + row) * size + target.left) * CHANNELS;
    pixels.set(fitted.subarray(row * line, (row + 1) * line), to);
  }
  return pixels;
}

function resized(image: RgbImage, source: Area, target: Area): Uint8Array {
  const [across, down] = [source.width / target.width, source.height / target.height].map((scale) =>
    Math.max(1, Math.floor(scale / GAP)),
  ) as [number, number];
  if (across === 1 && down === 1) return resizedCrop(image, source, target).pixels;
  const small = reduced(image, source, across, down);
  return resizedCrop(small, { top: 0, left: 0, ...small }, target).pixels;
}
