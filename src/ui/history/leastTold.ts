/**
 * Which of too many entries goes: the place of the one whose neighbours of its kind are closest to each other. The first and
 * the last of a kind stay as long as others can go; the oldest goes where all are ends.
 *
 * @param all in the order of their steps
 */
export function leastTold<Entry extends { readonly step: number }>(
  all: readonly Entry[],
  isSameKind: (one: Entry, other: Entry) => boolean = () => true,
): number {
  let best = 0;
  let closest = Number.POSITIVE_INFINITY;
  for (const [place, entry] of all.entries()) {
    const isSame = (other: Entry) => isSameKind(entry, other);
    const before = all.slice(0, place).findLast(isSame);
    const after = all.slice(place + 1).find(isSame);
    if (before === undefined || after === undefined) continue;
    const gap = after.step - before.step;
    if (gap < closest) [best, closest] = [place, gap];
  }
  return best;
}
