import { CHANNELS } from '../../src/augment/distortions/rgbImage';
import type { ViewParameters } from '../../src/augment/viewParameters';
import type { Pipeline } from './pipeline';
import type { Work } from './work';

/** From what level on solarisation inverts, as in `src/augment/distortions/solarize.ts`. */
const SOLARIZE_FROM = 128;

/**
 * What a page would do without a library: `drawImage` crops, scales and flips, `filter` jitters, greys and blurs,
 * `getImageData` reads back, a loop solarises and normalises. The browser's own scaling and filters stand for Pillow's, so
 * pixels differ somewhat. The views end in memory; a training on a GPU would have to upload them.
 */
export async function openCanvas({
  bytes,
  views,
  images,
  source,
  size,
  normalization,
}: Work): Promise<Pipeline> {
  const sources = await Promise.all(
    Array.from({ length: images }, (_, image) => createImageBitmap(picture(bytes, image, source))),
  );
  const context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  const area = size * size;
  const values = new Float32Array(views.length * area * CHANNELS);
  const { mean, std } = normalization;

  const draw = (view: ViewParameters, bitmap: ImageBitmap): Uint8ClampedArray => {
    const { top, left, width, height } = view.crop;
    context.setTransform(view.flip ? -1 : 1, 0, 0, 1, view.flip ? size : 0, 0);
    context.filter = filterOf(view);
    context.drawImage(bitmap, left, top, width, height, 0, 0, size, size);
    return context.getImageData(0, 0, size, size).data;
  };
  return {
    async render() {
      views.forEach((view, place) => {
        const pixels = draw(view, sources[place % images]!);
        for (let pixel = 0; pixel < area; pixel++) {
          for (let channel = 0; channel < CHANNELS; channel++) {
            const level = pixels[4 * pixel + channel]!;
            const shown = view.solarize && level >= SOLARIZE_FROM ? 255 - level : level;
            values[(place * area + pixel) * CHANNELS + channel] =
              (shown / 255 - mean[channel]!) / std[channel]!;
          }
        }
      });
    },
    values: () => Promise.resolve(values.slice()),
    close: () => {
      for (const bitmap of sources) bitmap.close();
    },
  };
}

/** The steps of a view as a CSS filter, in their order. */
function filterOf({ jitter, grayscale, blurSigma }: ViewParameters): string {
  const steps = jitter.map(({ operation, amount }) => {
    switch (operation) {
      case 'hue':
        return `hue-rotate(${amount * 360}deg)`;
      case 'saturation':
        return `saturate(${amount})`;
      default:
        return `${operation}(${amount})`;
    }
  });
  if (grayscale) steps.push('grayscale(1)');
  if (blurSigma > 0) steps.push(`blur(${blurSigma}px)`);
  return steps.length === 0 ? 'none' : steps.join(' ');
}

function picture(bytes: Uint8Array, image: number, side: number): ImageData {
  const data = new ImageData(side, side);
  const first = image * side * side * CHANNELS;
  for (let pixel = 0; pixel < side * side; pixel++) {
    for (let channel = 0; channel < CHANNELS; channel++)
      data.data[4 * pixel + channel] = bytes[first + pixel * CHANNELS + channel]!;
    data.data[4 * pixel + 3] = 255;
  }
  return data;
}
