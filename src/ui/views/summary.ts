import { columnOf } from './growableTable';
import type { AccuracyColumn, RunHistory, StepColumn } from './history';
import { largestTriangles } from './thinning';

/** @file The few numbers of a run that fit into a link. */

export type SummaryCurveName =
  | Extract<
      StepColumn,
      | 'total'
      | 'globalInvariance'
      | 'globalVariance'
      | 'globalCovariance'
      | 'localInvariance'
      | 'localVariance'
      | 'localCovariance'
      | 'embeddingStd'
    >
  | 'accuracyFeatures'
  | 'accuracyEmbeddings';

/** A thinned curve: `step[i]` and `value[i]` belong together. */
export interface SummaryCurve {
  readonly step: readonly number[];
  readonly value: readonly number[];
}

/** What a shared link tells about the run it came from. Plain JSON; absent curves were never measured. */
export interface RunSummary {
  readonly steps: number;
  /** Training time in seconds, pauses left out. */
  readonly seconds: number;
  readonly curves: Readonly<Partial<Record<SummaryCurveName, SummaryCurve>>>;
  /** The last reported value of each measure. */
  readonly final: Readonly<Partial<Record<SummaryCurveName | 'accuracyChance' | 'top1', number>>>;
}

/** Points kept of the curves that carry the story, and of the terms beside them. */
const MAIN_POINTS = 100;
const TERM_POINTS = 40;

const MAIN: ReadonlySet<SummaryCurveName> = new Set(['total', 'accuracyFeatures', 'accuracyEmbeddings']);

const FROM_STEPS = [
  'total',
  'globalInvariance',
  'globalVariance',
  'globalCovariance',
  'localInvariance',
  'localVariance',
  'localCovariance',
  'embeddingStd',
] as const satisfies readonly (SummaryCurveName & StepColumn)[];

const FROM_ACCURACY = {
  accuracyFeatures: 'features',
  accuracyEmbeddings: 'embeddings',
} as const satisfies Partial<Record<SummaryCurveName, AccuracyColumn>>;

/** The run as a link carries it, or `undefined` before the first report. Values keep 4 significant digits. */
export function summarize(history: RunHistory): RunSummary | undefined {
  const steps = columnOf(history.steps, 'step');
  const last = steps.length - 1;
  if (last < 0) return undefined;
  const curves: Partial<Record<SummaryCurveName, SummaryCurve>> = {};
  const final: Partial<Record<SummaryCurveName | 'accuracyChance' | 'top1', number>> = {};

  const add = (name: SummaryCurveName, step: Float64Array, value: Float64Array) => {
    const curve = thinned(step, value, MAIN.has(name) ? MAIN_POINTS : TERM_POINTS);
    if (curve === undefined) return;
    curves[name] = curve;
    final[name] = curve.value.at(-1) as number;
  };
  for (const name of FROM_STEPS) add(name, steps, columnOf(history.steps, name));
  const accuracySteps = columnOf(history.accuracy, 'step');
  for (const [name, column] of Object.entries(FROM_ACCURACY)) {
    add(name as keyof typeof FROM_ACCURACY, accuracySteps, columnOf(history.accuracy, column));
  }
  const chance = columnOf(history.accuracy, 'chance').at(-1);
  if (chance !== undefined) final.accuracyChance = round(chance);
  const top1 = columnOf(history.steps, 'top1').at(-1) as number;
  if (Number.isFinite(top1)) final.top1 = round(top1);

  return {
    steps: steps[last] as number,
    seconds: Math.round(columnOf(history.steps, 'seconds')[last] as number),
    curves,
    final,
  };
}

function thinned(step: Float64Array, value: Float64Array, points: number): SummaryCurve | undefined {
  const measured = [...value.keys()].filter((row) => Number.isFinite(value[row]));
  if (measured.length === 0) return undefined;
  const xs = Float64Array.from(measured, (row) => step[row] as number);
  const ys = Float64Array.from(measured, (row) => value[row] as number);
  const kept = [...largestTriangles(xs, ys, points)];
  return { step: kept.map((row) => xs[row] as number), value: kept.map((row) => round(ys[row] as number)) };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
