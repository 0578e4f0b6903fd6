import { cellCount } from '../../../augment/viewGeometry';
import type { MatchSnapshot } from '../../../reports/matches';
import type { CellAnswer, CellRef, FeatureSpace } from './cellQuery';
import { useCellAnswer } from './useCellAnswer';
import type { CellFocus } from './useCellFocus';

/** What the focus that several pictures share comes to in one of them, whose maps may be smaller than those of others. */
export function useSharedFocus(
  snapshot: MatchSnapshot,
  focus: CellFocus,
  space: FeatureSpace,
): {
  readonly answer: CellAnswer | undefined;
  readonly pinned: boolean;
  readonly current: CellRef | undefined;
} {
  const isHere = (cell: CellRef | undefined) =>
    cell !== undefined && cell.cell < cellCount(snapshot.views[cell.view]) ? cell : undefined;
  const pinned = isHere(focus.pinned);
  const hovered = isHere(focus.hovered);
  const answer = useCellAnswer(snapshot, { pinned, hovered }, space);
  return { answer, pinned: pinned !== undefined, current: hovered ?? pinned };
}
