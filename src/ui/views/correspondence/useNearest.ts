import { useLayoutEffect, useState } from 'react';
import type { MatchSnapshot } from '../../../reports/matches';
import { vectorsOf, type FeatureSpace } from './cellQuery';
import { nearestInSlices, type NearestPair } from './nearest';

/** Longest stretch of work between two chances for the page to react, in ms. */
const SLICE_MS = 8;

interface Result {
  readonly snapshot: MatchSnapshot;
  readonly space: FeatureSpace;
  readonly pair: NearestPair;
}

/**
 * The nearest cells between the two views, in both directions. Small maps are done before the page is painted, large
 * ones in slices; until then the result for the snapshot before it stays, where it is of the same image.
 *
 * @param wanted nothing is computed, and `undefined` returned, while false
 */
export function useNearest(
  snapshot: MatchSnapshot | undefined,
  space: FeatureSpace,
  wanted: boolean,
): NearestPair | undefined {
  const [result, setResult] = useState<Result>();
  useLayoutEffect(() => {
    if (!wanted || snapshot === undefined) return undefined;
    const [first, second] = [vectorsOf(snapshot.views[0], space), vectorsOf(snapshot.views[1], space)];
    if (first === undefined || second === undefined) return undefined;
    const rows = nearestInSlices(first, second);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const advance = () => {
      const end = performance.now() + SLICE_MS;
      while (performance.now() < end) {
        const row = rows.next();
        if (row.done) {
          setResult({ snapshot, space, pair: row.value });
          return;
        }
      }
      timer = setTimeout(advance);
    };
    advance();
    return () => clearTimeout(timer);
  }, [snapshot, space, wanted]);

  const usable =
    wanted &&
    result?.space === space &&
    result.snapshot.imageIndex === snapshot?.imageIndex &&
    result.snapshot.views[0].locations.length === snapshot.views[0].locations.length &&
    result.snapshot.views[1].locations.length === snapshot.views[1].locations.length;
  return usable ? result.pair : undefined;
}
