import type { ImageSet } from '../imageSet';
import { Canvas } from './canvas';
import { OBJECT_CLASSES } from './classes';
import { drawScene } from './scene';

/** Scenes drawn between two reports of progress: some tens of milliseconds of work. */
const CHUNK = 64;

/**
 * The built-in data set: `count` cluttered scenes of `size` × `size` pixels, with labels and masks (0 = background,
 * 1 + label = object). A pure function of size, count and seed, to the last bit on every machine; a larger count
 * begins with the same images, and another size shows the same scenes.
 *
 * @param onProgress called with the share done, 0 to 1; other tasks of the thread run in between
 */
export async function generateScenes(
  size: number,
  count: number,
  seed: number,
  onProgress?: (share: number) => void,
): Promise<ImageSet> {
  const pixels = size * size;
  const images = new Uint8Array(count * pixels * 3);
  const masks = new Uint8Array(count * pixels);
  const labels = new Uint16Array(count);
  const canvas = new Canvas(size);
  for (let index = 0; index < count; index++) {
    const image = images.subarray(index * pixels * 3, (index + 1) * pixels * 3);
    const mask = masks.subarray(index * pixels, (index + 1) * pixels);
    labels[index] = drawScene(canvas, seed, index, image, mask);
    if ((index + 1) % CHUNK === 0 || index + 1 === count) {
      onProgress?.((index + 1) / count);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  const classNames = OBJECT_CLASSES.map(({ name }) => name);
  return {
    name: 'Built-in scenes',
    count,
    height: size,
    width: size,
    images,
    labels,
    classNames,
    masks,
    maskClassNames: ['background', ...classNames],
  };
}
