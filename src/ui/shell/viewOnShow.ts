import { createContext, use, useMemo, useState } from 'react';
import type { PlotHandle } from '../views/plotHandle';
import { VIEWS, type PageView } from './views';

/** Which view has the stage, and the plots of all that are there. */
export interface ViewOnShow {
  readonly view: PageView;
  readonly show: (id: string) => void;
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

/** The views of a page, the first one on show. */
export function useViews(openRuns: () => void): ViewOnShow {
  const [id, show] = useState(VIEWS[0].id);
  const [plots] = useState(() => new Map<string, PlotHandle>());
  return useMemo(
    () => ({ view: VIEWS.find((view) => view.id === id) ?? VIEWS[0], show, plots, openRuns }),
    [id, plots, openRuns],
  );
}
