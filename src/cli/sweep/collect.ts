import { join } from 'node:path';
import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';
import { axisNames } from '../../sweep/fields';
import { groupsOf, type SweepGroup } from '../../sweep/groups';
import { pointsOf } from '../../sweep/points';
import { evaluatedPoint, failedPoint, type PointResult } from '../../sweep/results';
import { groupsCsv, pointsCsv } from '../../sweep/sweepCsv';
import { sweepTable } from '../../sweep/table';
import { tableMarkdown } from '../../sweep/tableMarkdown';
import { tradeOff, tradeOffAxes } from '../../sweep/tradeOff';
import { tradeOffSvg } from '../../sweep/tradeOffSvg';
import { writeResult } from '../files/resultFile';
import type { SweepPlan } from './plan';
import { readPlan } from './planFile';
import { PointFolder } from './pointFolder';

/** What is in a sweep's folder, and the files that were made of it. */
export interface Collected {
  /** For people: the table, then what is missing and why. */
  readonly text: string;
  readonly files: readonly string[];
}

/**
 * Makes table and plots of what the points of a sweep have left behind, whoever ran them.
 * @throws Failure `data_missing` where the folder is no sweep's; `data_unreadable`, `storage_full`, `storage_failed`.
 */
export async function collect(sweep: string): Promise<Collected> {
  const plan = readPlan(sweep);
  if (plan === undefined)
    throw new Failure({
      code: 'data_missing',
      message: `${quoted(sweep)} is no folder of a sweep: there is no sweep.json in it.`,
      remedy: 'Give --collect the folder that --out of a sweep named.',
    });
  const paths = plan.spec.axes.map(({ path }) => path);
  const names = axisNames(plan.spec.base, paths);
  const results = pointsOf(plan.spec).map((point) => resultOf(sweep, plan, point));
  const groups = groupsOf(results);
  const table = sweepTable(
    groups,
    paths.map((path, place) => ({ path, name: names[place]! })),
  );
  const files = [
    ['points.csv', pointsCsv(results, paths)],
    ['table.csv', groupsCsv(groups, paths)],
    ...plots(groups),
  ] as const;
  for (const [name, content] of files) await writeResult(join(sweep, name), content);
  return {
    text: [tableMarkdown(table), ...remarks(results)].join('\n'),
    files: files.map(([name]) => name),
  };
}

function resultOf(
  sweep: string,
  { probes }: SweepPlan,
  point: ReturnType<typeof pointsOf>[number],
): PointResult {
  if ('problem' in point) return failedPoint(point, point.problem);
  const folder = new PointFolder(sweep, point.id);
  const report = folder.report(probes);
  if (report !== undefined) return evaluatedPoint(point, report);
  return failedPoint(point, plain(folder.lastWords ?? 'Not run yet.', MOST_REASON));
}

/** Characters of a reason that are shown. */
const MOST_REASON = 400;

function plots(groups: readonly SweepGroup[]): [string, string][] {
  return tradeOffAxes(groups).map((axes) => [`trade-off-${axes.y}.svg`, tradeOffSvg(tradeOff(groups, axes))]);
}

/** Points without numbers and probes that could not be done, with the reasons. */
function remarks(results: readonly PointResult[]): string[] {
  const failed = results.flatMap((result) =>
    'failure' in result ? [`- ${result.id}: ${result.failure}`] : [],
  );
  const left = results.flatMap((result) =>
    'left' in result ? result.left.map(({ probe, reason }) => `- ${probe}: ${plain(reason)}`) : [],
  );
  return [
    ...(failed.length === 0
      ? []
      : ['', `${failed.length} of ${results.length} points have no numbers:`, ...failed]),
    ...(left.length === 0 ? [] : ['', 'Probes that could not be done:', ...new Set(left)]),
  ];
}
