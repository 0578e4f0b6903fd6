import type { LossConfig } from '../../config/lossConfig';
import { GLOBAL_VIEWS } from './pairs';

/** @file Which matches there are and how many of them count: what the page shares with the criterion, free of tensors. */

export const MATCH_KINDS = ['embedding', 'location'] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

/** Which way a pair of views is looked at: the first view looks forward, the second one back. */
export const MATCH_ROLES = ['forward', 'backward'] as const;
export type MatchRole = (typeof MATCH_ROLES)[number];

/** γ that keeps the match of every cell. */
export const ALL_MATCHES = -1;

/** γ of a view that looks, in the role that it has in its pair. */
export function matchesKept(
  options: Pick<LossConfig, 'matchesForward' | 'matchesBackward' | 'matchesRule' | 'embeddingMatchesAll'>,
  kind: MatchKind,
  role: MatchRole,
  view: number,
): number {
  if (kind === 'embedding' && options.embeddingMatchesAll) return ALL_MATCHES;
  const first = options.matchesRule === 'direction' ? role === 'forward' : view < GLOBAL_VIEWS;
  return first ? options.matchesForward : options.matchesBackward;
}

/**
 * How many matches of view 0 in view 1 γ keeps and the threshold lets be attracted.
 *
 * @param distance of all matches, the smallest first.
 */
export function matchesAttracted(loss: LossConfig, kind: MatchKind, distance: Float32Array): number {
  const count = matchesKept(loss, kind, 'forward', 0);
  const threshold = kind === 'embedding' ? loss.embeddingThreshold : loss.locationThreshold;
  const best = distance.subarray(0, count === ALL_MATCHES ? distance.length : count);
  return threshold === null ? best.length : best.filter((value) => value <= threshold).length;
}
