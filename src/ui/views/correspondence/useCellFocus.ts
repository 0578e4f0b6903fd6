import { useReducer } from 'react';
import type { CellRef } from './cellQuery';

/** Which cell is asked about: a pinned one stays until it is let go, else the one under the pointer or the keys. */
export interface CellFocus {
  readonly hovered?: CellRef | undefined;
  readonly pinned?: CellRef | undefined;
}

export type CellAction =
  | { readonly type: 'point'; readonly at: CellRef }
  | { readonly type: 'leave' }
  /** Pins a cell; pinning the pinned one lets it go. */
  | { readonly type: 'pin'; readonly at: CellRef }
  | { readonly type: 'release' };

export function focusAfter(state: CellFocus, action: CellAction): CellFocus {
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

export function sameCell(a: CellRef | undefined, b: CellRef | undefined): boolean {
  return a?.view === b?.view && a?.cell === b?.cell;
}

export function useCellFocus() {
  return useReducer(focusAfter, {});
}
