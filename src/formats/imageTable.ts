import { PARTS, type DuplicateReport, type SetOverview } from '../reports/inspection';
import { csvText } from './csv';

/**
 * All images as a CSV table: number, part, class, and the group of images that show the same, by its number; an empty field
 * where there is none.
 *
 * @param duplicates `null` where nobody looked for them.
 */
export function imageTable(overview: SetOverview, duplicates: DuplicateReport | null): string {
  const { count, parts, labels, classNames } = overview;
  const groups = new Map<number, number>();
  duplicates?.groups.forEach(({ images }, group) => images.forEach((image) => groups.set(image, group)));
  const rows = Array.from({ length: count }, (_, image) => {
    const name = labels === undefined ? '' : (classNames?.[labels[image]!] ?? '');
    return [image, PARTS[parts[image]!]!, name, groups.get(image) ?? ''];
  });
  return csvText(['index', 'part', 'class', 'duplicate_group'], rows);
}
