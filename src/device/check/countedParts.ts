import { isRight, type CheckPart, type CheckRow } from './checkRow';

/** How many rows of each part there are, and how many of them are right. */
export function countedParts(rows: readonly CheckRow[]): { part: CheckPart; right: number; total: number }[] {
  const parts = [...new Set(rows.map(({ part }) => part))];
  return parts.map((part) => {
    const own = rows.filter((row) => row.part === part);
    return { part, right: own.filter(isRight).length, total: own.length };
  });
}
