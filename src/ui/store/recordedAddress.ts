import { findRecorded, type Recorded } from '../../experiments/recorded';
import type { Lesson } from './lesson';

/** Which recorded run a page opens with: that one, the first one if nothing was trained in this browser, or none. */
export type RecordedWish = Recorded | 'firstVisit' | 'off';

const PARAMETER = 'recorded';
const OFF = 'off';
/** The view that they are played in. */
const VIEW = 'training';

/**
 * What an address says: `?recorded=off`, or the id of a run. Whoever follows a link with settings or data, or sees another view or
 * a frame in another page, has something else to look at.
 * @param view id of the view on show, where the address names one
 */
export function recordedWish(
  { search, hash }: Pick<Location, 'search' | 'hash'>,
  { hide, embed }: Lesson,
  view: string | undefined,
): RecordedWish {
  const said = new URLSearchParams(search);
  const wanted = said.get(PARAMETER);
  if (hide.includes(VIEW)) return 'off';
  if (wanted !== null && wanted !== OFF) return findRecorded(wanted) ?? 'off';
  const isPlain = hash.length <= 1 && !said.has('data') && embed === null && (view ?? VIEW) === VIEW;
  return wanted === OFF || !isPlain ? 'off' : 'firstVisit';
}
