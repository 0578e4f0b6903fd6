import { representationSize } from '../../../config/geometry';
import { parseExpander } from '../../../config/modelConfig';
import type { RunConfig } from '../../../config/runConfig';
import type { OnlineKnnReport } from '../../../reports/knn';
import type { AccuracyReport } from '../../../reports/matches';
import type { StepReport } from '../../../reports/step';
import { LANDING_RADIUS } from '../../../vicregl/matchingAccuracy';
import type { VisualName } from '../../theme/tokens';
import { bytes, percent, significant } from '../format';

/** @file The numbers beside the loss: what they are, when they are due, and how they are computed. */

/** What the measures are read from; each part is absent before its first report. */
export interface MeasureInput {
  readonly report: StepReport | undefined;
  readonly accuracy: AccuracyReport | undefined;
  readonly knn: OnlineKnnReport | undefined;
  readonly config: RunConfig | undefined;
}

export interface Measure {
  readonly label: string;
  /** Colour of the value where it has a meaning of its own. */
  readonly mark?: VisualName;
  /** `undefined` while not yet measured. */
  readonly value: (input: MeasureInput) => string | undefined;
  /** A few words beside the value: what it would be by chance, or at best. */
  readonly aside?: (input: MeasureInput) => string | undefined;
  /** Why there is no value, when it will not come either. */
  readonly never?: (config: RunConfig) => string | undefined;
  /** Which report brings it. */
  readonly due: 'step' | 'accuracy' | 'knn';
  /** Why a report that should bring it came without it. */
  readonly lacks?: string;
  /** How it is computed: one or two sentences and a formula. */
  readonly explanation: string;
  readonly formula?: string;
}

export interface MeasureGroup {
  readonly title: string;
  readonly measures: readonly Measure[];
}

const NO_LOCAL = 'no local expander at α = 1';
const NO_GLOBAL = 'no global expander at α = 0';
const NO_CLASSIFIER = 'switched off';
const NO_LABELS = 'needs labels';

const withoutLocal = ({ loss }: RunConfig) => (loss.alpha === 1 ? NO_LOCAL : undefined);
const withoutGlobal = ({ loss }: RunConfig) => (loss.alpha === 0 ? NO_GLOBAL : undefined);
const withoutClassifier = ({ model }: RunConfig) => (model.classifier ? undefined : NO_CLASSIFIER);

const withoutKnn = ({ run }: RunConfig) => (run.knnEvery === null ? NO_CLASSIFIER : undefined);

const inFloat32 = ({ optim }: RunConfig) => (optim.precision === 'float32' ? '32-bit' : undefined);

function measured<T>(value: T | undefined, write: (value: T) => string): string | undefined {
  return value === undefined ? undefined : write(value);
}

const ACCURACY_EXPLANATION = `Every cell of view 1 that view 2 shows too looks for its nearest neighbour in view 2. Counted is the share that lands within ${LANDING_RADIUS} cells of the true location.`;
const ACCURACY_FORMULA = 'right / all cells seen by both views';

const STD_EXPLANATION =
  'Vectors of view 1 are scaled to length 1; the standard deviation of each dimension over the batch is averaged over dimensions. 1/√d when the vectors fill the sphere, 0 when all images give the same vector.';
const STD_FORMULA = 'mean_j std_b(z_{bj} / ‖z_b‖)';
const CORRELATION_EXPLANATION =
  'Mean correlation between pairs of different dimensions over the batch. Near 0 when dimensions carry different information.';
const CORRELATION_FORMULA = 'mean_{i≠j} corr_b(z_{bi}, z_{bj})';

export const MEASURE_GROUPS: readonly MeasureGroup[] = [
  {
    title: 'Matching accuracy',
    measures: [
      {
        label: 'Local embeddings',
        mark: 'embedding',
        due: 'accuracy',
        never: withoutLocal,
        value: ({ accuracy }) => measured(accuracy?.accuracy.embeddings, (share) => percent(share, 1)),
        explanation: `${ACCURACY_EXPLANATION} Neighbours by L2 distance of the local expander’s output.`,
        formula: ACCURACY_FORMULA,
      },
      {
        label: 'Backbone features',
        due: 'accuracy',
        value: ({ accuracy }) => measured(accuracy?.accuracy.features, (share) => percent(share, 1)),
        explanation: `${ACCURACY_EXPLANATION} Neighbours by L2 distance of the backbone’s map.`,
        formula: ACCURACY_FORMULA,
      },
      {
        label: 'Chance',
        mark: 'chance',
        due: 'accuracy',
        value: ({ accuracy }) => measured(accuracy?.accuracy.chance, (share) => percent(share, 1)),
        aside: ({ accuracy }) =>
          measured(accuracy?.accuracy.count, (count) => `${count.toLocaleString('en')} cells`),
        explanation: `What a cell of view 2 picked at random would score on the same pairs: the share of cells within ${LANDING_RADIUS} cells of the true location.`,
      },
    ],
  },
  {
    title: 'Collapse',
    measures: [
      {
        label: 'Embedding std',
        mark: 'global',
        due: 'step',
        never: withoutGlobal,
        value: ({ report }) => measured(report?.embeddingStd, (std) => std.toFixed(4)),
        aside: ({ config }) => config && spreadOut(parseExpander(config.model.globalExpander).at(-1)!),
        explanation: STD_EXPLANATION,
        formula: STD_FORMULA,
      },
      {
        label: 'Representation std',
        due: 'step',
        value: ({ report }) => measured(report?.representationStd, (std) => std.toFixed(4)),
        aside: ({ config }) => config && spreadOut(representationSize(config.model.backbone)),
        explanation: STD_EXPLANATION,
        formula: STD_FORMULA,
      },
      {
        label: 'Embedding correlation',
        mark: 'global',
        due: 'step',
        never: withoutGlobal,
        value: ({ report }) => measured(report?.embeddingCorrelation, signed),
        explanation: CORRELATION_EXPLANATION,
        formula: CORRELATION_FORMULA,
      },
      {
        label: 'Representation correlation',
        due: 'step',
        value: ({ report }) => measured(report?.representationCorrelation, signed),
        explanation: CORRELATION_EXPLANATION,
        formula: CORRELATION_FORMULA,
      },
    ],
  },
  {
    title: 'Online classifier',
    measures: [
      {
        label: 'Top 1',
        due: 'step',
        lacks: NO_LABELS,
        never: withoutClassifier,
        value: ({ report }) => measured(report?.top1, (share) => percent(share, 1)),
        explanation:
          'A linear classifier is trained beside the model on the representation of view 1, without gradients into the model. Share of the batch whose class it ranks first.',
        formula: 'images with argmax = label / batch',
      },
      {
        label: 'Top 5',
        due: 'step',
        lacks: NO_LABELS,
        never: withoutClassifier,
        value: ({ report }) => measured(report?.top5, (share) => percent(share, 1)),
        explanation:
          'The same, counting images whose class is among the five that the classifier ranks highest.',
      },
      {
        label: 'kNN top 1',
        due: 'knn',
        never: withoutKnn,
        value: ({ knn }) => measured(knn?.knn.top1, (share) => percent(share, 1)),
        aside: ({ knn }) => measured(knn?.knn.chance, (share) => `chance ${percent(share)}`),
        explanation:
          'Up to 1,000 training images get the class that the nearest of the others vote for, by cosine of their representations: 20 neighbours, temperature 0.07. Beside it, what always naming the most frequent class would score.',
        formula: 'votes = Σ_k exp(cos(h, h_k) / 0.07)',
      },
    ],
  },
  {
    title: 'Run',
    measures: [
      {
        label: 'Learning rate',
        due: 'step',
        value: ({ report }) => measured(report?.learningRate, (rate) => significant(rate)),
        explanation:
          'Linear warm-up from 0 to the peak, then half a cosine down to the end rate. The peak is the base rate scaled by the batch.',
        formula: 'peak = base · batch / 256',
      },
      {
        label: 'Images per second',
        due: 'step',
        value: ({ report }) =>
          measured(report?.imagesPerSecond, (rate) =>
            rate < 100 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en'),
          ),
        explanation:
          'Source images trained on per second of wall time, pauses left out; each is seen in all its views.',
      },
      {
        label: 'Memory',
        due: 'step',
        value: ({ report }) => measured(report?.gpuBytes, bytes),
        explanation:
          'Bytes that the training has allocated on the device that computes: data set, parameters, optimiser state and everything kept for the gradients.',
      },
      {
        label: 'Loss scale',
        due: 'step',
        never: inFloat32,
        value: ({ report }) => measured(report?.lossScale, (scale) => scale.toLocaleString('en')),
        aside: ({ report }) => measured(report?.skippedSteps, (steps) => `${steps} skipped`),
        explanation:
          'The loss is multiplied by this before its gradients are taken, and they are divided by it again, so that small ones survive in 16 bits. A step whose gradients overflow changes nothing and halves the scale; 2,000 good steps double it.',
        formula: 'θ ← θ − update(∇(scale · loss) / scale)',
      },
    ],
  },
];

/** "of 0.0884" for d = 128: the standard deviation of vectors that fill the sphere. */
function spreadOut(size: number): string {
  return `of ${(1 / Math.sqrt(size)).toFixed(4)}`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}

/** What stands in the place of a value that is not there: why it never comes, or when it does. */
export function absence(measure: Measure, { report, accuracy, knn, config }: MeasureInput): string {
  if (config === undefined) return 'not yet';
  const never = measure.never?.(config);
  if (never !== undefined) return never;
  if ({ step: report, accuracy, knn }[measure.due] !== undefined) return measure.lacks ?? 'not in this run';
  const { reportEvery, snapshotEvery, knnEvery } = config.run;
  return `after step ${{ step: reportEvery, accuracy: snapshotEvery, knn: knnEvery }[measure.due]}`;
}
