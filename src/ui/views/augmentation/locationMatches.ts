import { locationGrids } from '../../../augment/locationGrid';
import { cellCount } from '../../../augment/viewGeometry';
import type { LossConfig } from '../../../config/lossConfig';
import type { LocatedView } from '../../../reports/matches';
import { matchesAttracted } from '../../../vicregl/definition/matchCounts';
import { rankedList, selectMatches, type ShownMatch } from '../correspondence/matchSelection';
import { nearestBothWays } from '../correspondence/nearest';

/**
 * The matches by location that the criterion would keep and attract between two views, best first.
 *
 * @param noFlipGrid as in the configuration: the criterion is then told wrong places in flipped views.
 */
export function locationMatches(
  views: readonly [LocatedView, LocatedView],
  loss: LossConfig,
  noFlipGrid: boolean,
): ShownMatch[] {
  const [first, second] = views.map((view) => ({
    count: cellCount(view),
    size: 2,
    values: locationGrids([view.parameters], view.rows, view.columns, noFlipGrid),
  })) as [Parameters<typeof nearestBothWays>[0], Parameters<typeof nearestBothWays>[1]];
  const list = rankedList(nearestBothWays(first, second));
  const kept = matchesAttracted(loss, 'location', list.distance);
  return selectMatches({ views }, list, kept, { count: kept });
}
