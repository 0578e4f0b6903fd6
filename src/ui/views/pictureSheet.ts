import { opaqueImage } from './opaqueImage';
import type { Pixels } from './PixelCanvas';

/** Side of a picture on the sheet, and the room between two, in pixels. */
const TILE = 96;
const GAP = 6;

/** Pictures in rows of so many, each at the same size, their pixels as squares. */
export function pictureSheet(pictures: readonly Pixels[], columns: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const rows = Math.ceil(pictures.length / columns);
  canvas.width = Math.min(columns, pictures.length) * (TILE + GAP) - GAP;
  canvas.height = rows * (TILE + GAP) - GAP;
  const context = canvas.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  pictures.forEach((pixels, place) => {
    const [left, top] = [(place % columns) * (TILE + GAP), Math.floor(place / columns) * (TILE + GAP)];
    context.drawImage(pixelPicture(pixels), left, top, TILE, TILE);
  });
  return canvas;
}

/** A picture at its own resolution, to be drawn elsewhere. */
export function pixelPicture({ height, width, pixels }: Pixels): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(opaqueImage(height, width, pixels), 0, 0);
  return canvas;
}
