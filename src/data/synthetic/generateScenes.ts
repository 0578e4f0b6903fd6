import type { ImageSet } from '../imageSet';
import { Scenes } from './scenes';

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
  const scenes = new Scenes({ size, count, seed });
  await scenes.drawRest(() => onProgress?.(scenes.drawn / count));
  return scenes.set;
}
