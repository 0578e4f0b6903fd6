import {
  EVALUATION_MEASURES,
  type EvaluationMeasure,
  type EvaluationMeasureName,
} from '../reports/evaluationMeasures';
import type { PointIdentity } from './points';
import type { PointResult } from './results';
import { summarize, type Summary } from './statistics';

/** The points that differ by nothing but their seed, taken together. */
export interface SweepGroup extends Pick<PointIdentity, 'group' | 'label' | 'baseline' | 'settings'> {
  /** Seeds that were evaluated. */
  readonly done: number;
  readonly failures: readonly { readonly seed: number; readonly reason: string }[];
  /** Over the seeds; measures that no seed has are absent. */
  readonly values: Readonly<Partial<Record<EvaluationMeasureName, Summary>>>;
}

/** Results over seeds, in the order in which the groups first appear. */
export function groupsOf(results: readonly PointResult[]): SweepGroup[] {
  const names = [...new Set(results.map(({ group }) => group))];
  return names.map((name) => groupOf(results.filter(({ group }) => group === name)));
}

/** The measures that at least one group has. */
export function measuresIn(groups: readonly SweepGroup[]): EvaluationMeasure[] {
  return EVALUATION_MEASURES.filter(({ name }) => groups.some(({ values }) => values[name] !== undefined));
}

function groupOf(results: readonly PointResult[]): SweepGroup {
  const { group, label, baseline, settings } = results[0]!;
  const done = results.filter((result) => 'values' in result);
  const summaries = EVALUATION_MEASURES.map(({ name }) => {
    const values = done.map((result) => result.values[name]).filter((value) => value !== undefined);
    return [name, summarize(values)] as const;
  });
  return {
    group,
    label,
    ...(baseline === undefined ? {} : { baseline }),
    settings,
    done: done.length,
    failures: results.flatMap((result) =>
      'failure' in result ? [{ seed: result.seed, reason: result.failure }] : [],
    ),
    values: Object.fromEntries(summaries.filter(([, summary]) => summary !== undefined)),
  };
}
