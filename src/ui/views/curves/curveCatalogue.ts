import type { RunConfig } from '../../../config/runConfig';
import { MEASURE_LIST } from '../../../reports/measures';
import { panel, type Panel } from '../../../reports/plots';
import type { VisualName } from '../../../reports/visual';

/** @file Which plots the page shows together, and the levels that it compares them with. */

/** A level to compare curves with. */
export interface Guide {
  readonly value: number;
  readonly label: string;
  readonly mark: VisualName;
}

/** What can be looked at together; the first is what the page opens with. */
export const CURVE_TABS = [
  {
    id: 'overview',
    label: 'Overview',
    panels: [panel('loss'), panel('matching'), panel('global'), panel('local')],
  },
  { id: 'loss', label: 'Loss', panels: [panel('loss')] },
  { id: 'terms', label: 'Terms', panels: [panel('global'), panel('local')] },
  { id: 'matching', label: 'Matching', panels: [panel('matching')] },
  { id: 'spread', label: 'Spread', panels: [panel('spread'), panel('correlation')] },
  {
    id: 'classifier',
    label: 'Classifier',
    panels: [panel('classifier'), panel('knn'), panel('classifierLoss')],
  },
  { id: 'schedule', label: 'Speed', panels: [panel('rate'), panel('speed')] },
] as const satisfies readonly { id: string; label: string; panels: readonly Panel[] }[];

export type CurveTab = (typeof CURVE_TABS)[number]['id'];

/** Where the curves of a plot would be if vectors spread evenly over the unit sphere: at a standard deviation of 1/√d. */
export function guidesIn({ id }: Panel, config: RunConfig): Guide[] {
  return MEASURE_LIST.flatMap(({ curve, dimensions, never, side = 'total' }) => {
    if (curve?.plot !== id || dimensions === undefined || never?.(config) !== undefined) return [];
    const size = dimensions(config);
    return [{ value: 1 / Math.sqrt(size), label: `1/√${size}`, mark: side }];
  });
}
