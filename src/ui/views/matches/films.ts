import type { MatchLookRequest } from '../../../reports/matchLook';
import type { MatchSnapshot } from '../../../reports/matches';
import type { Looks } from '../../store/looks';
import { keptPicture, pictureOf, type MatchPicture } from './matchPicture';

/** One pair at two steps at least. */
export interface Film {
  readonly count: number;
  readonly at: (place: number) => Promise<MatchPicture>;
}

/** A pair at every step whose weights are kept; `null` where these are too few. */
export function momentsFilm(
  looks: Looks,
  request: MatchLookRequest,
  moments: readonly number[],
): Film | null {
  if (moments.length < 2) return null;
  return {
    count: moments.length,
    at: async (place) => {
      const subject = { of: 'moment', step: moments[place]! } as const;
      return pictureOf(await looks.take({ kind: 'matches', subject, request }));
    },
  };
}

/** The pictures that were kept of a run. */
export function keptFilm(kept: readonly MatchSnapshot[]): Film | null {
  if (kept.length < 2) return null;
  return { count: kept.length, at: async (place) => keptPicture(kept[place]!) };
}
