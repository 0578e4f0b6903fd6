import { useMemo } from 'react';
import type { SetOverview } from '../../../reports/inspection';
import type { LookImage } from '../../../reports/looks';
import type { MatchedPair } from '../../../reports/matchLook';
import { partnerOf } from './panelImages';

/** What a person wants to see matched. */
export type PairKind = 'views' | 'class' | 'photo' | 'photoBeside' | 'camera';

interface PairChoice {
  readonly kind: PairKind;
  /** Number of the chosen image. */
  readonly image: number;
  /** How many images of its class were passed over. */
  readonly turn: number;
  /** The photo or the camera's frame. */
  readonly brought: LookImage | null;
}

/** The pair that is matched; `null` while a photo or the camera's picture is waited for. */
export function pairOf(
  { kind, image, turn, brought }: PairChoice,
  overview: SetOverview,
): MatchedPair | null {
  switch (kind) {
    case 'views':
      return { of: 'views', image: { image } };
    case 'class':
      return { of: 'images', first: { image }, second: { image: partnerOf(image, turn, overview) } };
    case 'photo':
      return brought && { of: 'views', image: brought };
    case 'photoBeside':
    case 'camera':
      return brought && { of: 'images', first: brought, second: { image } };
  }
}

/** The same object while nothing of the choice has changed. */
export function usePair(
  { kind, image, turn, brought }: PairChoice,
  overview: SetOverview,
): MatchedPair | null {
  return useMemo(
    () => pairOf({ kind, image, turn, brought }, overview),
    [kind, image, turn, brought, overview],
  );
}
