import type { MatchSnapshot } from '../../reports/matches';
import type { MetricsLine } from '../bundle/runBundle';

/** Reports of a recorded run, and pictures of its matches, at most. */
const MOST_REPORTS = 201;
const MOST_MOMENTS = 20;

/** Every so many reports, the first and the last always: what was reported stays as it was. */
export function thinnedReports(metrics: readonly MetricsLine[]): readonly MetricsLine[] {
  return everyFew(metrics, MOST_REPORTS);
}

export function thinnedMoments(snapshots: readonly MatchSnapshot[]): readonly MatchSnapshot[] {
  return everyFew(snapshots, MOST_MOMENTS);
}

/** The first, the last, and others between them, evenly spread; at most `most`, which is 2 or more. */
function everyFew<T>(all: readonly T[], most: number): readonly T[] {
  const stride = Math.max(1, Math.ceil((all.length - 1) / (most - 1)));
  return all.filter((_, index) => index % stride === 0 || index === all.length - 1);
}
