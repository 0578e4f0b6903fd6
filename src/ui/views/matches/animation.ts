import { Failure } from '../../../failure';

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

const secondsOf = (place: number, { count }: Frames) => (place === count - 1 ? LAST_SHOWN : SHOWN);

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

/** An animation as a WebM file. @throws Failure where the browser encodes no video */
export async function animatedWebm(frames: Frames): Promise<Blob> {
  const { BufferTarget, CanvasSource, getFirstEncodableVideoCodec, Output, QUALITY_HIGH, WebMOutputFormat } =
    await import('mediabunny');
  const format = new WebMOutputFormat();
  const size = { width: frames.width, height: frames.height };
  const codec = await getFirstEncodableVideoCodec(format.getSupportedVideoCodecs(), size);
  if (codec === null)
    throw new Failure({
      code: 'output_unusable',
      message: 'This browser encodes no WebM video.',
      remedy: 'Save the animation as a GIF.',
    });
  const canvas = new OffscreenCanvas(frames.width, frames.height);
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new CanvasSource(canvas, { codec, quality: QUALITY_HIGH });
  output.addVideoTrack(source);
  await output.start();
  let at = 0;
  for (let place = 0; place < frames.count; place++) {
    await frames.draw(canvas, place);
    const seconds = secondsOf(place, frames);
    await source.add(at, seconds);
    at += seconds;
  }
  // A file ends where its last frame begins.
  await source.add(at, SHOWN);
  await output.finalize();
  return new Blob([target.buffer!], { type: 'video/webm' });
}
