import { representationSize } from '../../../config/geometry';
import { parseExpander } from '../../../config/modelConfig';
import type { RunConfig } from '../../../config/runConfig';
import { TERM, VISUAL, type VisualName } from '../../theme/tokens';
import type { AccuracyColumn, KnnColumn, StepColumn } from '../../history/history';

/** @file Which curves there are, what they look like, and which plots show them together. */

/** Where the values of a curve come from. */
export type CurveSource =
  | { readonly table: 'steps'; readonly column: StepColumn }
  | { readonly table: 'accuracy'; readonly column: AccuracyColumn }
  | { readonly table: 'knn'; readonly column: KnnColumn };

export interface Curve {
  readonly source: CurveSource;
  readonly label: string;
  /** Gives the colour and the dash. */
  readonly mark: VisualName;
  readonly symbol: 'circle' | 'square' | 'diamond' | 'x';
  /** Constant by construction: drawn without smoothing. */
  readonly exact?: boolean;
}

/** A level to compare curves with. */
export interface Guide {
  readonly value: number;
  readonly label: string;
  readonly mark: VisualName;
}

export interface Panel {
  readonly id: string;
  readonly title: string;
  /** What the values are, with the unit: the title of the axis. */
  readonly axis: string;
  readonly curves: readonly Curve[];
  /** Fractions shown in percent. */
  readonly percent?: boolean;
  /** The axis starts at 0. */
  readonly fromZero?: boolean;
  /** Follows the choice of a linear or logarithmic axis. */
  readonly scalable?: boolean;
  readonly guides?: (config: RunConfig) => readonly Guide[];
}

function steps(column: StepColumn, label: string, mark: VisualName): Curve {
  return { source: { table: 'steps', column }, label, mark, symbol: 'circle' };
}

function terms(scope: 'global' | 'local'): Curve[] {
  return (['invariance', 'variance', 'covariance'] as const).map((term) => ({
    source: { table: 'steps', column: `${scope}${TERM[term].label}` as const },
    label: `${TERM[term].label} ${TERM[term].coefficient}`,
    mark: scope,
    symbol: TERM[term].symbol,
  }));
}

function accuracy(column: AccuracyColumn, label: string, mark: VisualName): Curve {
  return {
    source: { table: 'accuracy', column },
    label,
    mark,
    symbol: VISUAL[mark].symbol as Curve['symbol'],
  };
}

const loss: Panel = {
  id: 'loss',
  title: 'Total loss',
  axis: 'weighted sum of all terms',
  scalable: true,
  curves: [steps('total', VISUAL.total.label, 'total')],
};

const globalTerms: Panel = {
  id: 'global',
  title: 'Global terms',
  axis: 'each times its coefficient',
  scalable: true,
  curves: terms('global'),
};

const localTerms: Panel = {
  id: 'local',
  title: 'Local terms',
  axis: 'each times its coefficient',
  scalable: true,
  curves: terms('local'),
};

const matching: Panel = {
  id: 'matching',
  title: 'Matching accuracy',
  axis: 'right matches, %',
  percent: true,
  fromZero: true,
  curves: [
    accuracy('embeddings', 'Embeddings', 'embedding'),
    accuracy('features', 'Backbone', 'total'),
    { ...accuracy('chance', VISUAL.chance.label, 'chance'), exact: true },
  ],
};

const spread: Panel = {
  id: 'spread',
  title: 'Spread (0 is collapse)',
  axis: 'standard deviation',
  fromZero: true,
  curves: [
    steps('embeddingStd', 'Embedding', 'global'),
    { ...steps('representationStd', 'Representation', 'total'), symbol: 'square' },
  ],
  guides: spreadGuides,
};

const correlation: Panel = {
  id: 'correlation',
  title: 'Correlation of dimensions',
  axis: 'mean off the diagonal',
  curves: [
    steps('embeddingCorrelation', 'Embedding', 'global'),
    { ...steps('representationCorrelation', 'Representation', 'total'), symbol: 'square' },
  ],
};

const classifier: Panel = {
  id: 'classifier',
  title: 'Online classifier',
  axis: 'right in the batch, %',
  percent: true,
  fromZero: true,
  curves: [steps('top1', 'Top 1', 'total'), { ...steps('top5', 'Top 5', 'chance'), symbol: 'square' }],
};

const classifierLoss: Panel = {
  id: 'classifierLoss',
  title: 'Classifier loss',
  axis: 'cross entropy, nats',
  scalable: true,
  curves: [steps('classifier', 'Cross entropy', 'total')],
};

const neighbours: Panel = {
  id: 'knn',
  title: 'kNN',
  axis: 'right, leave-one-out, %',
  percent: true,
  fromZero: true,
  curves: [
    { source: { table: 'knn', column: 'knnTop1' }, label: 'Top 1', mark: 'total', symbol: 'circle' },
    {
      source: { table: 'knn', column: 'knnChance' },
      label: VISUAL.chance.label,
      mark: 'chance',
      symbol: VISUAL.chance.symbol,
      exact: true,
    },
  ],
};

const rate: Panel = {
  id: 'rate',
  title: 'Learning rate',
  axis: 'per step',
  fromZero: true,
  scalable: true,
  curves: [{ ...steps('learningRate', 'Learning rate', 'total'), exact: true }],
};

const speed: Panel = {
  id: 'speed',
  title: 'Speed',
  axis: 'images / s',
  fromZero: true,
  curves: [steps('imagesPerSecond', 'Images per second', 'total')],
};

/** What can be looked at together; the first is what the page opens with. */
export const CURVE_TABS = [
  { id: 'overview', label: 'Overview', panels: [loss, matching, globalTerms, localTerms] },
  { id: 'loss', label: 'Loss', panels: [loss] },
  { id: 'terms', label: 'Terms', panels: [globalTerms, localTerms] },
  { id: 'matching', label: 'Matching', panels: [matching] },
  { id: 'spread', label: 'Spread', panels: [spread, correlation] },
  { id: 'classifier', label: 'Classifier', panels: [classifier, neighbours, classifierLoss] },
  { id: 'schedule', label: 'Speed', panels: [rate, speed] },
] as const satisfies readonly { id: string; label: string; panels: readonly Panel[] }[];

export type CurveTab = (typeof CURVE_TABS)[number]['id'];

/** Standard deviation of vectors spread evenly over the unit sphere: 1/√d. */
function spreadGuides(config: RunConfig): Guide[] {
  const embedding = parseExpander(config.model.globalExpander).at(-1)!;
  const representation = representationSize(config.model.backbone);
  const guide = (size: number, mark: VisualName): Guide => ({
    value: 1 / Math.sqrt(size),
    label: `1/√${size}`,
    mark,
  });
  return [...(config.loss.alpha > 0 ? [guide(embedding, 'global')] : []), guide(representation, 'total')];
}
