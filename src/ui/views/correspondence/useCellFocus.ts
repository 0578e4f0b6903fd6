import { useReducer } from 'react';
import type { CellRef, ViewIndex } from './cellQuery';

/** Which cell is asked about: a pinned one stays until it is let go, else the one under the pointer or the keys. */
export interface CellFocus<View extends number = ViewIndex> {
  readonly hovered?: CellRef<View> | undefined;
  readonly pinned?: CellRef<View> | undefined;
}

export type CellAction<View extends number = ViewIndex> =
  | { readonly type: 'point'; readonly at: CellRef<View> }
  | { readonly type: 'leave' }
  /** Pins a cell; pinning the pinned one lets it go. */
  | { readonly type: 'pin'; readonly at: CellRef<View> }
  | { readonly type: 'release' };

export function focusAfter<View extends number>(
  state: CellFocus<View>,
  action: CellAction<View>,
): CellFocus<View> {
  switch (action.type) {
    case 'point':
      return sameCell(state.hovered, action.at) ? state : { ...state, hovered: action.at };
    case 'leave':
      return { ...state, hovered: undefined };
    case 'pin':
      return { hovered: action.at, pinned: sameCell(state.pinned, action.at) ? undefined : action.at };
    case 'release':
      return state.pinned === undefined ? { hovered: undefined } : { ...state, pinned: undefined };
    default:
      return action satisfies never;
  }
}

export function sameCell(a: CellRef<number> | undefined, b: CellRef<number> | undefined): boolean {
  return a?.view === b?.view && a?.cell === b?.cell;
}

export function useCellFocus<View extends number = ViewIndex>() {
  return useReducer(focusAfter<View>, {});
}
