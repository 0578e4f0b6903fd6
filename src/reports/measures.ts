import { representationSize } from '../config/geometry';
import { parseExpander } from '../config/modelConfig';
import type { RunConfig } from '../config/runConfig';
import type { Branch, Term } from '../vicregl/definition/terms';
import {
  CLASSIFIER_FORMULAS,
  COLLAPSE_FORMULAS,
  KNN_FORMULAS,
  LOSS_FORMULA,
  MATCHING_FORMULAS,
  RUN_FORMULAS,
  TERM_FORMULAS,
} from './formulas';
import { LANDING_RADIUS } from './landingRadius';
import type { Measure } from './measure';

/**
 * @file Every number that a run reports, one row each. The types of the reports, the columns of the files, the page's
 * history, its curves, its list of measures and what a link carries follow from these rows.
 */

const withoutGlobal = ({ loss }: RunConfig) => (loss.alpha === 0 ? 'no global expander at α = 0' : undefined);
const withoutLocal = ({ loss }: RunConfig) => (loss.alpha === 1 ? 'no local expander at α = 1' : undefined);
const withoutClassifier = ({ model }: RunConfig) => (model.classifier ? undefined : 'switched off');
const withoutKnn = ({ run }: RunConfig) => (run.knnEvery === null ? 'switched off' : undefined);
const inFloat32 = ({ optim }: RunConfig) => (optim.precision === 'float32' ? '32-bit' : undefined);

const NO_LABELS = 'needs labels';

/** The three terms of either side of the criterion. */
export const TERMS = {
  invariance: {
    label: 'Invariance',
    coefficient: 'λ',
    symbol: 'circle',
    explanation: 'Mean squared distance between the two embeddings of a pair, times λ.',
  },
  variance: {
    label: 'Variance',
    coefficient: 'μ',
    symbol: 'square',
    explanation:
      'How far the standard deviation of each dimension over the batch stays below 1, averaged over dimensions, times μ.',
  },
  covariance: {
    label: 'Covariance',
    coefficient: 'ν',
    symbol: 'diamond',
    explanation:
      'Squared covariances between different dimensions, summed and divided by their number, times ν.',
  },
} as const satisfies Record<Term, object>;

const TERM_SIDES = {
  global: { title: 'Global', absentAt: 0, taken: '' },
  local: {
    title: 'Local',
    absentAt: 1,
    taken: ' Taken over matched cells, by embedding and by location, both ways.',
  },
} as const satisfies Record<Branch, object>;

/** A term as the reference logs it, multiplied by its coefficient. */
function term<Side extends Branch, Name extends Term>(side: Side, name: Name, column: number) {
  const { title, absentAt, taken } = TERM_SIDES[side];
  const { label, coefficient, symbol, explanation } = TERMS[name];
  return {
    path: `loss.${side}?.${name}`,
    name: `${side}_${name}`,
    column,
    label: `${title} ${label.toLowerCase()}`,
    explanation: explanation + taken,
    formula: TERM_FORMULAS[side][name],
    never: ({ loss }) => (loss.alpha === absentAt ? `not computed at α = ${absentAt}` : undefined),
    side,
    curve: { plot: side, label: `${label} ${coefficient}`, symbol },
    inLinks: 'coarsely',
  } as const satisfies Measure;
}

const RIGHT_MATCHES = `Every cell of view 1 that view 2 shows too looks for its nearest neighbour in view 2. Counted is the share that lands within ${LANDING_RADIUS} cells of the true location.`;

const STD =
  'Vectors of view 1 are scaled to length 1; the standard deviation of each dimension over the batch is averaged over dimensions. 1/√d when the vectors fill the sphere, 0 when all images give the same vector.';
const CORRELATION =
  'Mean correlation between pairs of different dimensions over the batch. Near 0 when dimensions carry different information.';

/**
 * The measures in the order in which the page shows them, by their names in a history and in links, which never change
 * either.
 */
export const MEASURES = {
  step: {
    path: 'step',
    name: 'step',
    column: 1,
    label: 'Step',
    written: 'count',
    explanation: 'Steps done, 1 after the first one.',
  },
  seconds: {
    path: 'seconds',
    name: 'seconds',
    column: 2,
    unit: 's',
    label: 'Training time',
    explanation: 'Wall time since training began, pauses left out.',
  },
  alpha: {
    path: 'alpha',
    name: 'alpha',
    column: 3,
    label: 'Global weight',
    explanation: 'α, the weight of the global criterion.',
  },
  total: {
    path: 'loss.total',
    name: 'loss',
    column: 5,
    label: 'Total loss',
    explanation:
      'What is minimised. The online classifier’s cross entropy, which the reference’s log adds, is apart.',
    formula: LOSS_FORMULA,
    curve: { plot: 'loss', label: 'Total' },
    inLinks: 'fully',
  },
  globalInvariance: term('global', 'invariance', 6),
  globalVariance: term('global', 'variance', 7),
  globalCovariance: term('global', 'covariance', 8),
  localInvariance: term('local', 'invariance', 9),
  localVariance: term('local', 'variance', 10),
  localCovariance: term('local', 'covariance', 11),
  'accuracy.embeddings': {
    path: 'accuracy?.embeddings?',
    name: 'matching_accuracy_embeddings',
    column: 20,
    unit: 'fraction',
    label: 'Local embeddings',
    explanation: `${RIGHT_MATCHES} Neighbours by L2 distance of the local expander’s output.`,
    formula: MATCHING_FORMULAS.right,
    never: withoutLocal,
    side: 'embedding',
    group: 'Matching accuracy',
    curve: { plot: 'matching', label: 'Embeddings' },
    inLinks: 'fully',
  },
  'accuracy.features': {
    path: 'accuracy?.features',
    name: 'matching_accuracy_features',
    column: 19,
    unit: 'fraction',
    label: 'Backbone features',
    explanation: `${RIGHT_MATCHES} Neighbours by L2 distance of the backbone’s map.`,
    formula: MATCHING_FORMULAS.right,
    group: 'Matching accuracy',
    curve: { plot: 'matching', label: 'Backbone' },
    inLinks: 'fully',
  },
  'accuracy.chance': {
    path: 'accuracy?.chance',
    name: 'matching_accuracy_chance',
    column: 21,
    unit: 'fraction',
    label: 'Chance',
    explanation: `What a cell of view 2 picked at random would score on the same pairs: the share of cells within ${LANDING_RADIUS} cells of the true location.`,
    formula: MATCHING_FORMULAS.chance,
    side: 'chance',
    group: 'Matching accuracy',
    curve: { plot: 'matching', label: 'Chance', exact: true },
    inLinks: 'fully',
  },
  'accuracy.count': {
    path: 'accuracy?.count',
    name: 'matches_counted',
    column: 22,
    label: 'Matches counted',
    explanation: 'Cells of view 1 that view 2 shows too.',
    written: 'count',
    beside: { measure: 'accuracy.chance', say: (count) => `${count.toLocaleString('en')} cells` },
  },
  embeddingStd: {
    path: 'embeddingStd?',
    name: 'embedding_std',
    column: 14,
    label: 'Embedding std',
    explanation: STD,
    formula: COLLAPSE_FORMULAS.embedding.std,
    never: withoutGlobal,
    side: 'global',
    written: 'decimals',
    group: 'Collapse',
    dimensions: ({ model }) => parseExpander(model.globalExpander).at(-1)!,
    curve: { plot: 'spread', label: 'Embedding' },
    inLinks: 'coarsely',
  },
  representationStd: {
    path: 'representationStd',
    name: 'representation_std',
    column: 13,
    label: 'Representation std',
    explanation: STD,
    formula: COLLAPSE_FORMULAS.representation.std,
    written: 'decimals',
    group: 'Collapse',
    dimensions: ({ model }) => representationSize(model.backbone),
    curve: { plot: 'spread', label: 'Representation', symbol: 'square' },
  },
  embeddingCorrelation: {
    path: 'embeddingCorrelation?',
    name: 'embedding_correlation',
    column: 16,
    label: 'Embedding correlation',
    explanation: CORRELATION,
    formula: COLLAPSE_FORMULAS.embedding.correlation,
    never: withoutGlobal,
    side: 'global',
    written: 'signed',
    group: 'Collapse',
    curve: { plot: 'correlation', label: 'Embedding' },
  },
  representationCorrelation: {
    path: 'representationCorrelation',
    name: 'representation_correlation',
    column: 15,
    label: 'Representation correlation',
    explanation: CORRELATION,
    formula: COLLAPSE_FORMULAS.representation.correlation,
    written: 'signed',
    group: 'Collapse',
    curve: { plot: 'correlation', label: 'Representation', symbol: 'square' },
  },
  classifier: {
    path: 'loss.classifier?',
    name: 'classifier_loss',
    column: 12,
    unit: 'nats',
    label: 'Classifier’s cross entropy',
    explanation: 'Of the online classifier on the batch. No part of the total.',
    formula: CLASSIFIER_FORMULAS.entropy,
    never: withoutClassifier,
    lacks: NO_LABELS,
    curve: { plot: 'classifierLoss', label: 'Cross entropy' },
  },
  top1: {
    path: 'top1?',
    name: 'top1',
    column: 17,
    unit: 'fraction',
    label: 'Top 1',
    explanation:
      'A linear classifier is trained beside the model on the representation of view 1, without gradients into the model. Share of the batch whose class it ranks first.',
    formula: CLASSIFIER_FORMULAS.top1,
    never: withoutClassifier,
    lacks: NO_LABELS,
    group: 'Online classifier',
    curve: { plot: 'classifier', label: 'Top 1' },
  },
  top5: {
    path: 'top5?',
    name: 'top5',
    column: 18,
    unit: 'fraction',
    label: 'Top 5',
    explanation: 'The same, counting images whose class is among the five that the classifier ranks highest.',
    formula: CLASSIFIER_FORMULAS.top5,
    never: withoutClassifier,
    lacks: NO_LABELS,
    group: 'Online classifier',
    curve: { plot: 'classifier', label: 'Top 5', side: 'chance', symbol: 'square' },
  },
  knnTop1: {
    path: 'knn?.top1',
    name: 'knn_top1',
    column: 27,
    unit: 'fraction',
    label: 'kNN top 1',
    explanation:
      'Up to 1,000 training images get the class that the nearest of the others vote for, by cosine of their representations: 20 neighbours, temperature 0.07. Beside it, what always naming the most frequent class would score.',
    formula: KNN_FORMULAS.top1,
    never: withoutKnn,
    group: 'Online classifier',
    curve: { plot: 'knn', label: 'Top 1' },
    inLinks: 'coarsely',
  },
  knnChance: {
    path: 'knn?.chance',
    name: 'knn_chance',
    column: 28,
    unit: 'fraction',
    label: 'kNN chance',
    explanation: 'Share of the most frequent class.',
    formula: KNN_FORMULAS.chance,
    never: withoutKnn,
    side: 'chance',
    beside: { measure: 'knnTop1', say: (share) => `chance ${(100 * share).toFixed(0)} %` },
    curve: { plot: 'knn', label: 'Chance', exact: true },
    inLinks: 'coarsely',
  },
  learningRate: {
    path: 'learningRate',
    name: 'learning_rate',
    column: 4,
    label: 'Learning rate',
    explanation:
      'Linear warm-up from 0 to the peak, then half a cosine down to the end rate. The peak is the base rate scaled by the batch.',
    formula: RUN_FORMULAS.learningRate,
    group: 'Run',
    curve: { plot: 'rate', label: 'Learning rate', exact: true },
  },
  imagesPerSecond: {
    path: 'imagesPerSecond',
    name: 'images_per_second',
    column: 23,
    unit: '1/s',
    label: 'Images per second',
    explanation:
      'Source images trained on per second of wall time, pauses left out; each is seen in all its views.',
    formula: RUN_FORMULAS.imagesPerSecond,
    group: 'Run',
    curve: { plot: 'speed', label: 'Images per second' },
  },
  gpuBytes: {
    path: 'gpuBytes',
    name: 'gpu_memory',
    column: 24,
    unit: 'bytes',
    label: 'Memory',
    explanation:
      'Bytes that the training has allocated on the device that computes: data set, parameters, optimiser state and everything kept for the gradients.',
    group: 'Run',
  },
  lossScale: {
    path: 'lossScale?',
    name: 'loss_scale',
    column: 25,
    label: 'Loss scale',
    explanation:
      'The loss is multiplied by this before its gradients are taken, and they are divided by it again, so that small ones survive in 16 bits. A step whose gradients overflow changes nothing and halves the scale; 2,000 good steps double it.',
    formula: RUN_FORMULAS.lossScale,
    never: inFloat32,
    written: 'count',
    group: 'Run',
  },
  skippedSteps: {
    path: 'skippedSteps?',
    name: 'skipped_steps',
    column: 26,
    label: 'Skipped steps',
    explanation: 'Steps that changed nothing, as a gradient overflowed in mixed precision.',
    never: inFloat32,
    written: 'count',
    beside: { measure: 'lossScale', say: (steps) => `${steps} skipped` },
  },
} as const satisfies Record<string, Measure>;

export type MeasureKey = keyof typeof MEASURES;

/** A row with its name in histories and links. */
export type Listed = Measure & { readonly key: MeasureKey };

export const MEASURE_LIST: readonly Listed[] = Object.entries(MEASURES).map(([key, row]) => ({
  ...row,
  key: key as MeasureKey,
}));

export function isMeasureKey(name: string): name is MeasureKey {
  return Object.hasOwn(MEASURES, name);
}

export function measure(key: MeasureKey): Measure {
  return MEASURES[key];
}
