import type { EmbeddingSpace } from '../../../worker/protocol';
import { opaqueImage } from '../opaqueImage';
import type { CachedImage } from '../data/imageCache';
import type { Pixels } from '../PixelCanvas';

/** What a point is of: the whole image, or the square that its cell covers. */
export function pointPixels(
  { cells, side }: Pick<EmbeddingSpace, 'cells' | 'side'>,
  point: number,
  image: CachedImage,
): Pixels {
  if (side === 1) return image;
  const { height, width, pixels } = image;
  const square = Math.min(height, width);
  const own = Math.max(1, Math.round(square / side));
  const cell = cells[point]!;
  const at = (place: number, length: number) =>
    Math.min(length - own, Math.floor((length - square) / 2 + (place * square) / side));
  const [top, left] = [at(Math.floor(cell / side), height), at(cell % side, width)];
  const cut = new Uint8Array(own * own * 3);
  for (let row = 0; row < own; row++) {
    const from = ((top + row) * width + left) * 3;
    cut.set(pixels.subarray(from, from + own * 3), row * own * 3);
  }
  return { height: own, width: own, pixels: cut };
}

/** Pixels as something that can be drawn on a canvas. */
export function picture({ height, width, pixels }: Pixels): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext('2d')?.putImageData(opaqueImage(height, width, pixels), 0, 0);
  return canvas;
}
