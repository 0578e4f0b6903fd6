import { pictureBytes } from '../../reports/pictureBytes';
import type { MatchSnapshot } from '../../reports/matches';
import { leastTold } from './leastTold';

/** Pictures of a run that are kept at most, and their bytes. */
export const MOST_PICTURES = 24;
export const MOST_PICTURE_BYTES = 16 * 2 ** 20;

/**
 * The pictures of a run with its newest one, which takes the place of another of its image and step, and of later ones
 * that the run went back behind. Beyond the limits, the picture between the two closest others goes; the first and the last
 * of an image stay as long as others can go.
 */
export function withSnapshot(
  before: readonly MatchSnapshot[],
  newest: MatchSnapshot,
): readonly MatchSnapshot[] {
  const kept = before.filter(
    ({ step, imageIndex }) =>
      step < newest.step || (step === newest.step && imageIndex !== newest.imageIndex),
  );
  const all = [...kept, newest];
  while (isTooMuch(all)) all.splice(leastTold(all, ofOneImage), 1);
  return all;
}

function isTooMuch(all: readonly MatchSnapshot[]): boolean {
  const bytes = all.reduce((sum, snapshot) => sum + pictureBytes(snapshot), 0);
  return all.length > 1 && (all.length > MOST_PICTURES || bytes > MOST_PICTURE_BYTES);
}

function ofOneImage(one: MatchSnapshot, other: MatchSnapshot): boolean {
  return one.imageIndex === other.imageIndex;
}
