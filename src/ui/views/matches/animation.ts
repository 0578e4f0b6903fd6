/** Pictures of an animation, one after the other. */
export interface Frames {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** Draws one over the whole canvas. */
  readonly draw: (canvas: OffscreenCanvas, place: number) => Promise<void>;
}

/** How long a picture is shown, and the last one, in seconds. */
const SHOWN = 0.4;
const LAST_SHOWN = 1.6;

export function secondsOf(place: number, { count }: Frames): number {
  return place === count - 1 ? LAST_SHOWN : SHOWN;
}

/** An animation that repeats, as a GIF file. */
export async function animatedGif(frames: Frames): Promise<Blob> {
  const { GIFEncoder, quantize, applyPalette } = await import('gifenc');
  const canvas = new OffscreenCanvas(frames.width, frames.height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const gif = GIFEncoder();
  for (let place = 0; place < frames.count; place++) {
    await frames.draw(canvas, place);
    const { data } = context.getImageData(0, 0, frames.width, frames.height);
    const palette = quantize(data, 256);
    gif.writeFrame(applyPalette(data, palette), frames.width, frames.height, {
      palette,
      delay: 1000 * secondsOf(place, frames),
    });
  }
  gif.finish();
  return new Blob([gif.bytes() as Uint8Array<ArrayBuffer>], { type: 'image/gif' });
}
