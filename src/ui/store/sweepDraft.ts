import { withLength } from '../../config/length';
import type { ConfigActions, ConfigState } from './configStore';
import { problemText } from './problems';
import { pointsOf, type SweepPoint } from '../../sweep/points';
import { parseSeeds } from '../../sweep/seeds';
import { specProblem, type BaselineName, type SweepAxis } from '../../sweep/spec';
import { parseValues } from '../../sweep/values';
import type { ProbeName } from '../../worker/protocol';

/** A field to sweep, and its values as they were typed. */
export interface AxisDraft {
  readonly path: string;
  readonly text: string;
}

/** A sweep as it is being set up. */
export interface SweepDraft {
  /** One or two. */
  readonly axes: readonly AxisDraft[];
  /** How many, or the seeds themselves, as typed. */
  readonly seeds: string;
  /** Length of each run in the configuration's unit; the configuration's own where it is absent. */
  readonly length: number | undefined;
  readonly baselines: readonly BaselineName[];
  readonly probes: readonly ProbeName[];
}

/** The paper's question: what does the share of the local loss do? */
export const FIRST_DRAFT: SweepDraft = {
  axes: [{ path: 'loss.alpha', text: '0, 0.5, 0.75, 0.9, 1' }],
  seeds: '3',
  length: undefined,
  baselines: ['random', 'pixels'],
  probes: ['linear', 'knn', 'segmentation', 'matching'],
};

/** What a draft comes to over a configuration. */
export interface SweepPlan {
  /** Of the axes, one each: what is wrong with the values. */
  readonly axisProblems: readonly (string | undefined)[];
  readonly seedProblem: string | undefined;
  /** What is wrong with the whole, where its parts are fine. */
  readonly problem: string | undefined;
  /** Empty while there is a problem. */
  readonly points: readonly SweepPoint[];
}

/**
 * The plan over what the panels say.
 * @param imageCount of the loaded data set, as far as it is known.
 */
export function planOf(
  draft: SweepDraft,
  { config, rejected, isLocked }: Pick<ConfigState & ConfigActions, 'config' | 'rejected' | 'isLocked'>,
  imageCount?: number,
): SweepPlan {
  const base = draft.length === undefined ? config : withLength(config, draft.length);
  const parsed = draft.axes.map(({ path, text }) =>
    isLocked(path) ? { problem: 'This field is locked by this link.' } : parseValues(base, path, text),
  );
  const seeds = parseSeeds(draft.seeds, base.run.seed);
  const axisProblems = parsed.map((values) => ('problem' in values ? values.problem : undefined));
  const seedProblem = 'problem' in seeds ? seeds.problem : undefined;
  const axes = parsed.flatMap((values, place): SweepAxis[] =>
    'problem' in values ? [] : [{ path: draft.axes[place]!.path, values: values.values }],
  );
  if ('problem' in seeds || axes.length < parsed.length)
    return { axisProblems, seedProblem, problem: undefined, points: [] };
  const spec = { base, axes, seeds: seeds.seeds, baselines: draft.baselines };
  const [refused] = Object.entries(rejected);
  const problem =
    refused !== undefined
      ? `Correct this in the settings first. ${problemText({ path: refused[0], ...refused[1] }, config)}`
      : draft.probes.length === 0
        ? 'Choose at least one probe.'
        : specProblem(spec);
  if (problem !== undefined) return { axisProblems, seedProblem, problem, points: [] };
  const changesData = axes.some(({ path }) => path.startsWith('data.'));
  const data = imageCount === undefined || changesData ? undefined : { count: imageCount };
  const points = pointsOf(spec, data);
  const reasons = points.flatMap((point) => ('problem' in point ? [point.problem] : []));
  return reasons.length === points.length
    ? { axisProblems, seedProblem, problem: reasons[0], points: [] }
    : { axisProblems, seedProblem, problem, points };
}
