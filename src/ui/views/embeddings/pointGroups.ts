import type { EmbeddingSpace, SetOverview } from '../../../worker/protocol';
import type { CachedImage } from '../data/imageCache';

export interface PointGroups {
  /** `[count]` class of each point; its image where there are no classes; −1 where it is not known. */
  readonly groups: readonly number[];
  /** By class; absent where points are grouped by image. */
  readonly names?: readonly string[];
}

/** What points are coloured by: for cells the classes of masks, for images their labels, else the images. */
export function pointGroups(
  space: EmbeddingSpace,
  { labels, classNames, masks }: Pick<SetOverview, 'labels' | 'classNames' | 'masks'>,
  image: (index: number) => CachedImage | undefined,
): PointGroups {
  const images = Array.from(space.images);
  if (space.side > 1) {
    if (masks === undefined) return { groups: images };
    const groups = images.map((index, point) => maskClass(image(index), space.cells[point]!, space.side));
    return { groups: groups.map((group) => (group < masks.names.length ? group : -1)), names: masks.names };
  }
  if (labels === undefined || classNames === undefined) return { groups: images };
  return { groups: images.map((index) => labels[index]!), names: classNames };
}

/** The class in the middle of a cell of an image's middle square; −1 where the mask is not there. */
function maskClass(image: CachedImage | undefined, cell: number, side: number): number {
  if (image?.mask === undefined) return -1;
  const { height, width, mask } = image;
  const square = Math.min(height, width);
  const along = (place: number, length: number) =>
    Math.floor((length - square) / 2 + ((place + 0.5) * square) / side);
  return mask[along(Math.floor(cell / side), height) * width + along(cell % side, width)] ?? -1;
}
