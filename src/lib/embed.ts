import type { Embedding, LoadedModel, Pixels } from './types';

/**
 * Features of images, in their order: the square in the middle of each, without augmentation. Images of one size that stand
 * beside each other go through together.
 *
 * @throws an Error with `info` (`code`, `message`, `remedy`) for pixels that do not fit their size.
 */
export async function embed(model: LoadedModel, images: readonly Pixels[]): Promise<Embedding[]> {
  const found: Embedding[] = [];
  for (let first = 0; first < images.length;) {
    const { width, height } = images[first]!;
    let end = first;
    while (end < images.length && images[end]!.width === width && images[end]!.height === height) end++;
    found.push(...(await model.features(images.slice(first, end))));
    first = end;
  }
  return found;
}
