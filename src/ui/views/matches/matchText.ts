import type { LocatedView } from '../../../reports/matches';
import { NO_CLASS } from '../../../reports/verdict';
import { plain } from '../../../quoted';

/** A distance of vectors, for people. */
export function distance(value: number): string {
  return value.toPrecision(3);
}

/** The mask class of a cell in words; empty where it has none, or where matches are judged by other means. */
export function className(
  { classes }: Pick<LocatedView, 'classes'>,
  cell: number,
  names: readonly string[] | undefined,
): string {
  const found = classes?.[cell] ?? NO_CLASS;
  return found === NO_CLASS ? '' : plain(names?.[found] ?? `class ${found}`);
}
