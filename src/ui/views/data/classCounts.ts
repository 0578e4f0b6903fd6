import { PARTS, type SetOverview } from '../../../reports/inspection';

/** How many images of each part a class has. */
export interface ClassCount {
  readonly label: number;
  readonly name: string;
  readonly total: number;
  /** In the order of `PARTS`. */
  readonly parts: readonly number[];
}

/** Images by class and part; nothing without labels. */
export function classCounts({ count, labels, classNames = [], parts }: SetOverview): ClassCount[] {
  if (labels === undefined) return [];
  const table = classNames.map(() => PARTS.map(() => 0));
  for (let image = 0; image < count; image++) table[labels[image]!]![parts[image]!]!++;
  return table.map((counts, label) => ({
    label,
    name: classNames[label]!,
    total: counts.reduce((sum, value) => sum + value, 0),
    parts: counts,
  }));
}

/** Images of each part, in the order of `PARTS`. */
export function partCounts(parts: Uint8Array): number[] {
  const counts = PARTS.map(() => 0);
  for (const part of parts) counts[part]!++;
  return counts;
}
