import { LANDING_RADIUS } from '../../../reports/landingRadius';
import type { LookAnswer } from '../../../reports/looks';
import type { MatchLook } from '../../../reports/matchLook';
import type { MatchSnapshot } from '../../../reports/matches';
import type { VerdictRule } from '../correspondence/verdictRule';

/** The matches of a pair at a step. */
export interface MatchPicture extends Omit<MatchLook, 'alpha'> {
  readonly step: number;
  /** Absent of a picture that was kept while the run trained. */
  readonly alpha?: number;
}

export function pictureOf({ step, report }: LookAnswer<'matches'>): MatchPicture {
  return { step, ...report };
}

/** One of the run's pictures, which has the accuracy at one radius. */
export function keptPicture(snapshot: MatchSnapshot): MatchPicture {
  const { step, accuracy } = snapshot;
  return { step, snapshot, accuracy: [{ radius: LANDING_RADIUS, ...accuracy }] };
}

/** By what the matches are judged. */
export function ruleOf({ accuracy, byClass }: MatchPicture): VerdictRule {
  if (accuracy.length > 0) return 'place';
  return byClass === undefined ? 'none' : 'class';
}

/** Share of all matches that are right; `undefined` where they are not judged, or none can be. */
export function rightShare({ accuracy, byClass }: MatchPicture): number | undefined {
  const found = byClass ?? accuracy.find(({ radius }) => radius === LANDING_RADIUS);
  return found && found.count > 0 ? (found.embeddings ?? found.features) : undefined;
}
