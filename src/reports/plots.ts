import type { Plot } from './measure';
import { MEASURE_LIST, type MeasureKey } from './measures';
import { VISUAL, type VisualName } from './visual';

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

/** A plot with the curves that the measures have for it. */
export function panel(id: Plot): Panel {
  const curves = MEASURE_LIST.flatMap(({ key, side = 'total', curve }): Curve[] => {
    if (curve?.plot !== id) return [];
    const mark = curve.side ?? side;
    const { label, symbol = VISUAL[mark].symbol, exact = false } = curve;
    return [{ key, label, mark, symbol, exact }];
  });
  return { id, ...LOOKS[id], curves };
}
