import type { LookSubject } from '../../../reports/looks';
import type { MatchSnapshot } from '../../../reports/matches';

/** @file Pictures of matches that were kept while a run trained: all there is of steps whose weights are gone. */

/** Whose matches are on show: those of a network, or those of a kept picture. */
export type MatchSubject = LookSubject | { readonly of: 'kept'; readonly step: number };

/**
 * The pictures of one image, oldest first: of `image` or, where none was kept of it, of the one that was shown last.
 * @param snapshots of a run, oldest first
 */
export function keptPictures(snapshots: readonly MatchSnapshot[], image: number): readonly MatchSnapshot[] {
  const of = (wanted: number | undefined) => snapshots.filter(({ imageIndex }) => imageIndex === wanted);
  const own = of(image);
  return own.length > 0 ? own : of(snapshots.at(-1)?.imageIndex);
}

/** Whether pictures show steps before the first one whose weights are kept, as after a reload. */
export function reachFurther(pictures: readonly MatchSnapshot[], moments: readonly number[]): boolean {
  const [first] = pictures;
  return pictures.length > 1 && (moments.length < 2 || first!.step < moments[0]!);
}
