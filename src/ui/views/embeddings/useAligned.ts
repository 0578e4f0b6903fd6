import { useState } from 'react';
import type { EmbeddingSpace, LookAnswer } from '../../../worker/protocol';
import { alignPlaces } from './alignPlaces';

/** The effective rank at a step. */
export interface RankAt {
  readonly step: number;
  readonly rankMe: number;
}

interface Seen {
  readonly answer: LookAnswer<'embeddingSpace'> | null;
  readonly space: EmbeddingSpace | null;
  /** `[count, 2]` along the principal components, turned as before. */
  readonly places: Float32Array;
  /** Of all looks taken, by step. */
  readonly ranks: readonly RankAt[];
}

const NOTHING: Seen = { answer: null, space: null, places: new Float32Array(0), ranks: [] };

/** What the looks so far say together; another request takes another `key` of the component. */
export function useAligned(answer: LookAnswer<'embeddingSpace'> | null): Seen {
  const [seen, setSeen] = useState(NOTHING);
  if (answer === null || answer === seen.answer) return seen;
  const next = after(seen, answer);
  setSeen(next);
  return next;
}

function after(seen: Seen, answer: LookAnswer<'embeddingSpace'>): Seen {
  const { report: space, step } = answer;
  if (space === null) return { ...seen, answer, space };
  const others = seen.ranks.filter((rank) => rank.step !== step);
  return {
    answer,
    space,
    places: alignPlaces(seen.space === null ? null : seen.places, space.principal),
    ranks: [...others, { step, rankMe: space.rankMe }].sort((a, b) => a.step - b.step),
  };
}
