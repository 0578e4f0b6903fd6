import { PARTS, type DuplicateReport, type Part, type SetOverview } from '../../../reports/inspection';

/** Which images the grid shows. */
export interface ImageFilter {
  readonly part: Part | null;
  /** An index into the class names. */
  readonly label: number | null;
  /** All duplicates, one group of them, or any image. */
  readonly duplicates: 'all' | number | null;
}

export const ALL_IMAGES: ImageFilter = { part: null, label: null, duplicates: null };

/**
 * The numbers of the images that pass, in order; duplicates group by group.
 *
 * @param count images, of which nothing else may be known yet.
 */
export function selectImages(
  count: number,
  overview: SetOverview | null,
  duplicates: DuplicateReport | null,
  filter: ImageFilter,
): Int32Array {
  const every = candidates(count, duplicates, filter);
  if (overview === null) return every;
  const { parts, labels } = overview;
  const part = filter.part === null ? null : PARTS.indexOf(filter.part);
  return every.filter(
    (image) =>
      (part === null || parts[image] === part) && (filter.label === null || labels?.[image] === filter.label),
  );
}

function candidates(
  count: number,
  duplicates: DuplicateReport | null,
  { duplicates: wanted }: ImageFilter,
): Int32Array {
  if (wanted === null || duplicates === null) return Int32Array.from({ length: count }, (_, image) => image);
  const groups = wanted === 'all' ? duplicates.groups : duplicates.groups.slice(wanted, wanted + 1);
  return Int32Array.from(groups.flatMap(({ images }) => images));
}
