import { createContext, use } from 'react';
import type { PlotHandle } from '../views/plotHandle';
import type { PageView } from './views';

/** Which views have the stage, and the plots of all that are there. */
export interface ViewOnShow {
  /** All views that the link leaves, in the order of their tabs. */
  readonly views: readonly PageView[];
  readonly view: PageView;
  /** The view beside it; `null` also where the screen is too narrow for two. */
  readonly beside: PageView | null;
  readonly hasRoomBeside: boolean;
  /** Percent of the width that the view on show has beside another. */
  readonly share: number;
  readonly show: (id: string) => void;
  readonly showBeside: (id: string | null) => void;
  readonly setShare: (share: number) => void;
  /** Puts a view's tab where another view has its own. */
  readonly move: (id: string, target: string) => void;
  /** The order of the tabs as it was before anything was moved. */
  readonly usualOrder: () => void;
  readonly plots: Map<string, PlotHandle>;
  /** Opens the library of runs over whatever is on show. */
  readonly openRuns: () => void;
}

export const ViewContext = createContext<ViewOnShow | null>(null);

export function useViewOnShow(): ViewOnShow {
  const onShow = use(ViewContext);
  if (onShow === null) throw new Error('There is no stage around this component.');
  return onShow;
}
