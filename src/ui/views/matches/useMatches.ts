import { useMemo } from 'react';
import type { FailureInfo } from '../../../failure';
import type { MatchLookRequest } from '../../../reports/matchLook';
import type { MatchSnapshot } from '../../../reports/matches';
import { THE_RUN, useLook } from '../../store/useLook';
import type { MatchSubject } from './keptPictures';
import { keptPicture, pictureOf, type MatchPicture } from './matchPicture';

/** The matches of a subject as far as they are known. */
export interface MatchesOnShow {
  readonly picture: MatchPicture | null;
  readonly failure: FailureInfo | null;
  readonly isAsking: boolean;
  /** True while what is on show is of another step still. */
  readonly isWaiting: boolean;
}

/**
 * @param request the same object as long as nothing of it has changed; `null` asks no network
 * @param kept pictures that a `kept` subject is taken from
 */
export function useMatches(
  subject: MatchSubject,
  request: MatchLookRequest | null,
  kept: readonly MatchSnapshot[],
): MatchesOnShow {
  const isKept = subject.of === 'kept';
  const { answer, failure, isAsking } = useLook(
    'matches',
    isKept ? null : request,
    isKept ? THE_RUN : subject,
  );
  const step = subject.of === 'kept' ? subject.step : null;
  const picture = useMemo(() => {
    if (step === null) return answer && pictureOf(answer);
    const snapshot = kept.find((one) => one.step === step) ?? kept.at(-1);
    return snapshot === undefined ? null : keptPicture(snapshot);
  }, [step, kept, answer]);
  const isWaiting = subject.of === 'moment' && answer?.step !== subject.step;
  return { picture, failure, isAsking, isWaiting };
}
