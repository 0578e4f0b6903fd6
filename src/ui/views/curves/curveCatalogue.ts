import type { RunConfig } from '../../../config/runConfig';
import type { Plot } from '../../../reports/measure';
import { MEASURE_LIST, type MeasureKey } from '../../../reports/measures';
import { VISUAL, type VisualName } from '../../theme/tokens';

/** @file What the curves look like, and which plots show them together. Which curves there are, the measures say. */

export interface Curve {
  readonly key: MeasureKey;
  readonly label: string;
  /** Gives the colour and the dash. */
  readonly mark: VisualName;
  readonly symbol: 'circle' | 'square' | 'diamond' | 'x';
  /** Constant by construction: drawn without smoothing. */
  readonly exact: boolean;
}

/** A level to compare curves with. */
export interface Guide {
  readonly value: number;
  readonly label: string;
  readonly mark: VisualName;
}

interface PanelLook {
  readonly title: string;
  /** What the values are, with the unit: the title of the axis. */
  readonly axis: string;
  /** Fractions shown in percent. */
  readonly percent?: boolean;
  /** The axis starts at 0. */
  readonly fromZero?: boolean;
  /** Follows the choice of a linear or logarithmic axis. */
  readonly scalable?: boolean;
}

export interface Panel extends PanelLook {
  readonly id: Plot;
  readonly curves: readonly Curve[];
}

const LOOKS: Readonly<Record<Plot, PanelLook>> = {
  loss: { title: 'Total loss', axis: 'weighted sum of all terms', scalable: true },
  global: { title: 'Global terms', axis: 'each times its coefficient', scalable: true },
  local: { title: 'Local terms', axis: 'each times its coefficient', scalable: true },
  matching: { title: 'Matching accuracy', axis: 'right matches, %', percent: true, fromZero: true },
  spread: { title: 'Spread (0 is collapse)', axis: 'standard deviation', fromZero: true },
  correlation: { title: 'Correlation of dimensions', axis: 'mean off the diagonal' },
  classifier: { title: 'Online classifier', axis: 'right in the batch, %', percent: true, fromZero: true },
  classifierLoss: { title: 'Classifier loss', axis: 'cross entropy, nats', scalable: true },
  knn: { title: 'kNN', axis: 'right, leave-one-out, %', percent: true, fromZero: true },
  rate: { title: 'Learning rate', axis: 'per step', fromZero: true, scalable: true },
  speed: { title: 'Speed', axis: 'images / s', fromZero: true },
};

function panel(id: Plot): Panel {
  const curves = MEASURE_LIST.flatMap(({ key, side = 'total', curve }): Curve[] => {
    if (curve?.plot !== id) return [];
    const mark = curve.side ?? side;
    const { label, symbol = VISUAL[mark].symbol, exact = false } = curve;
    return [{ key, label, mark, symbol, exact }];
  });
  return { id, ...LOOKS[id], curves };
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
