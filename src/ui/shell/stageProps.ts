import type { Ref } from 'react';
import type { PlotHandle } from '../views/plotHandle';

/** What every view of the page gets. */
export interface StageProps {
  /** Takes the view's plot, where it has one. */
  readonly plot: Ref<PlotHandle>;
}
