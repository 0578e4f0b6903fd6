import type { DuplicateGroup, Part } from '../../reports/inspection';
import { PARTS } from '../../reports/inspection';

/** Images of one part that are in another one too, in the same group of duplicates. */
export interface Leak {
  readonly from: Part;
  readonly to: Part;
  /** Groups with images of both parts. */
  readonly groups: number;
  /** Images of `to` that are in them. */
  readonly images: number;
}

const CROSSINGS: readonly (readonly [Part, Part])[] = [
  ['train', 'test'],
  ['train', 'validation'],
  ['validation', 'test'],
];

/**
 * Duplicates across parts, those of training and test first; only what there is.
 *
 * @param parts place in `PARTS` of each image.
 */
export function leaks(groups: readonly DuplicateGroup[], parts: Uint8Array): Leak[] {
  return CROSSINGS.map(([from, to]) => {
    const crossing = groups
      .map(({ images }) => images.map((image) => PARTS[parts[image]!]))
      .filter((members) => members.includes(from) && members.includes(to));
    const images = crossing.flat().filter((part) => part === to).length;
    return { from, to, groups: crossing.length, images };
  }).filter(({ groups: crossing }) => crossing > 0);
}
