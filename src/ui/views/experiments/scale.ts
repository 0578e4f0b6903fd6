/** @file The axis of a card's plot: from 0 to a round number. */

/** Round ends of an axis between powers of ten. */
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The least round number that is not below `most`; 1 for nothing to show. */
export function axisEnd(most: number): number {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  // Products such as 3 · 0.1 are a little off.
  const share = Number((most / power).toPrecision(12));
  return Number(((ROUND.find((end) => end >= share) ?? 10) * power).toPrecision(2));
}
