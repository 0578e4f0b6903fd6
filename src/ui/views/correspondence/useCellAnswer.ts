import { useMemo } from 'react';
import type { MatchSnapshot } from '../../../reports/matches';
import { askCell, type CellAnswer, type FeatureSpace } from './cellQuery';
import type { CellFocus } from './useCellFocus';

/** What the cell in focus resembles: the pinned one, else the one that is pointed at. */
export function useCellAnswer(
  snapshot: MatchSnapshot,
  { pinned, hovered }: CellFocus,
  space: FeatureSpace,
): CellAnswer | undefined {
  const asked = pinned ?? hovered;
  return useMemo(() => asked && askCell(snapshot, asked, space), [snapshot, asked, space]);
}
