import { useMemo } from 'react';
import type { MatchSnapshot, SnapshotView } from '../../../reports/matches';
import type { FeatureSpace } from './cellQuery';
import type { LineOptions } from './lineOptions';
import { rankedList, selectMatches, type ShownMatch } from './matchSelection';
import { nearestBothWays, type NearestPair } from './nearest';
import { useNearest } from './useNearest';
import { cellCount } from '../../../augment/viewGeometry';

export interface ShownMatches {
  readonly byEmbedding: readonly ShownMatch[];
  readonly byLocation: readonly ShownMatch[];
  /** Length of the list that the lines are taken from. */
  readonly available: number;
}

const NO_MATCHES = { input: new Int32Array(0), candidate: new Int32Array(0), distance: new Float32Array(0) };

/**
 * The matches to draw. Embedding matches are the criterion's own list; those of the backbone's map, which the criterion
 * does not rank, are found here. All of the latter count as kept.
 */
export function useShownMatches(
  snapshot: MatchSnapshot,
  space: FeatureSpace,
  options: LineOptions,
): ShownMatches {
  const { count, mutualOnly, embeddingThreshold, locationThreshold } = options;
  const own = space === 'features';
  const nearest = useNearest(snapshot, space, own || mutualOnly);
  const byLocationBack = useMemo(
    () => (mutualOnly ? locationNearest(snapshot).backward : undefined),
    [snapshot, mutualOnly],
  );
  return useMemo(() => {
    const waiting = nearest === undefined && (own || mutualOnly);
    const list = waiting ? NO_MATCHES : own && nearest ? rankedList(nearest) : snapshot.byEmbedding;
    return {
      byEmbedding: selectMatches(snapshot, list, own ? list.input.length : snapshot.keptByEmbedding, {
        count,
        threshold: embeddingThreshold,
        back: mutualOnly ? nearest?.backward : undefined,
      }),
      byLocation: selectMatches(snapshot, snapshot.byLocation, snapshot.keptByLocation, {
        count,
        threshold: locationThreshold,
        back: byLocationBack,
      }),
      available: cellCount(snapshot.views[0]),
    };
  }, [snapshot, own, nearest, byLocationBack, count, mutualOnly, embeddingThreshold, locationThreshold]);
}

/** The cells of either view nearest to each other in the source image. */
function locationNearest({ views }: MatchSnapshot): NearestPair {
  const points = (view: SnapshotView) => ({ count: cellCount(view), size: 2, values: view.locations });
  return nearestBothWays(points(views[0]), points(views[1]));
}
