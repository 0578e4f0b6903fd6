import type { Account } from './account';

/**
 * Which of `count` images are taken where at most `limit` may be: evenly spread, so that each class of a sorted set has
 * its share, and the same ones every time.
 *
 * @param limit 0 or nothing takes all
 * @returns places from 0 to `count` - 1, ascending
 */
export function takenPlaces(count: number, limit = 0): Uint32Array {
  const taken = limit > 0 ? Math.min(limit, count) : count;
  return Uint32Array.from({ length: taken }, (_, index) => Math.floor((index * count) / taken));
}

/** Says how many images are taken where it is not all. */
export function sayTaken(taken: number, count: number, account: Account): void {
  if (taken === count) return;
  account.remark(
    `Taken: ${taken.toLocaleString('en')} of ${count.toLocaleString('en')} images, evenly spread, as “At most” says.`,
  );
}
