import { MOST_VECTORS, type EmbeddingRequest, type SpaceName } from '../../../reports/embeddingSpace';
import type { Part } from '../../../reports/inspection';
import type { SetOverview } from '../../../worker/protocol';
import { ALL_IMAGES, selectImages } from '../data/selection';

/** Cells that are taken of each image. */
const CELLS = 16;

/** Points that one can choose among; more cost more of each look. */
export const POINT_CHOICES = [250, 500, MOST_VECTORS] as const;

/** Images of a part at equal distances in the set, so that every look is of the same ones. */
export function embeddingRequest(
  space: SpaceName,
  part: Part,
  points: number,
  overview: SetOverview,
): EmbeddingRequest | null {
  const all = selectImages(overview.count, overview, null, { ...ALL_IMAGES, part });
  const wanted = Math.min(all.length, space === 'maps' ? Math.floor(points / CELLS) : points);
  if (wanted < 2) return null;
  const images = Array.from(
    { length: wanted },
    (_, place) => all[Math.floor((place * all.length) / wanted)]!,
  );
  return { space, images, cells: CELLS };
}
