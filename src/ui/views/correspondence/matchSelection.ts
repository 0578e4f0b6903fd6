import type { LocatedView, RankedMatches } from '../../../reports/matches';
import type { Nearest, NearestPair } from './nearest';
import { judge, type Verdict } from '../../../reports/verdict';

/** @file Which matches the lines show. */

export interface SelectionOptions {
  /** How many of the best are drawn at most. */
  readonly count: number;
  /** Pairs further apart are left out, in the list's own unit; `undefined` draws them at any distance. */
  readonly threshold?: number | undefined;
  /** Nearest cells from the second view back to the first; given, only mutual nearest pairs are drawn. */
  readonly back?: Nearest | undefined;
}

/** Two views whose cells are matched. */
export interface MatchedViews {
  readonly views: readonly [LocatedView, LocatedView];
}

export interface ShownMatch {
  /** Cell of view 0 and its match in view 1. */
  readonly input: number;
  readonly candidate: number;
  readonly distance: number;
  /** Whether the criterion keeps this match (γ). */
  readonly kept: boolean;
  readonly verdict: Verdict;
}

/**
 * The matches to draw, best first.
 *
 * @param list best first, as in a snapshot
 * @param kept how many of the list the criterion keeps
 */
export function selectMatches(
  { views }: MatchedViews,
  list: RankedMatches,
  kept: number,
  { count, threshold = Number.POSITIVE_INFINITY, back }: SelectionOptions,
): ShownMatch[] {
  const shown: ShownMatch[] = [];
  for (let rank = 0; rank < list.input.length && shown.length < count; rank++) {
    const input = list.input[rank]!;
    const candidate = list.candidate[rank]!;
    const distance = list.distance[rank]!;
    if (distance > threshold) break;
    if (back !== undefined && back.cell[candidate] !== input) continue;
    const verdict = judge(views[0], input, views[1], candidate);
    shown.push({ input, candidate, distance, kept: rank < kept, verdict });
  }
  return shown;
}

/** Every cell with its nearest one as a match list, best first; equal distances by ascending cell. */
export function rankedList({ forward }: NearestPair): RankedMatches {
  const input = Int32Array.from(forward.cell, (_, cell) => cell).sort(
    (a, b) => forward.distance[a]! - forward.distance[b]! || a - b,
  );
  return {
    input,
    candidate: Int32Array.from(input, (cell) => forward.cell[cell]!),
    distance: Float32Array.from(input, (cell) => forward.distance[cell]!),
  };
}

/** Right, wrong and unseen among the drawn matches. */
export function countVerdicts(matches: readonly ShownMatch[]): Readonly<Record<Verdict, number>> {
  const counts = { right: 0, wrong: 0, unseen: 0 };
  for (const { verdict } of matches) counts[verdict]++;
  return counts;
}
