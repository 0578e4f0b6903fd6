import { checkConfig, type DataShape } from '../config/check';
import { setField } from '../config/describe';
import { parseConfig } from '../config/parse';
import type { RunConfig } from '../config/runConfig';
import { Failure } from '../failure';
import { axisNames } from './fields';
import { groupId, pointId } from './pointId';
import {
  BASELINE_TITLES,
  specProblem,
  type BaselineName,
  type SweepAxis,
  type SweepSetting,
  type SweepSpec,
} from './spec';
import { valueText } from './values';

/** Which point of a sweep something belongs to. */
export interface PointIdentity {
  /** Unique in the sweep, the same whenever it is listed, and fit for a folder: `alpha-0.75_seed-2`. */
  readonly id: string;
  /** What the points that differ by nothing but their seed share: `alpha-0.75`. */
  readonly group: string;
  /** The same for a person: `α = 0.75`. */
  readonly label: string;
  /** Set where nothing is swept: what the sweep is compared with. */
  readonly baseline?: BaselineName;
  readonly settings: readonly SweepSetting[];
  readonly seed: number;
}

/** A point with its whole configuration, or with the reason why it cannot be run. */
export type SweepPoint = PointIdentity & ({ readonly config: RunConfig } | { readonly problem: string });

/**
 * All points in the order in which they are run: every combination with the first seed, then with the next one, so
 * that a picture of the whole is there early.
 *
 * @param data the data set, where it is known: a batch may be larger than it.
 * @throws Failure `config_invalid` where `specProblem` finds something.
 */
export function pointsOf(spec: SweepSpec, data?: DataShape): SweepPoint[] {
  const problem = specProblem(spec);
  if (problem !== undefined) throw new Failure({ code: 'config_invalid', message: problem });
  const { base, axes, seeds, baselines = [] } = spec;
  const names = axisNames(
    base,
    axes.map(({ path }) => path),
  );
  const trainings = combinations(axes).map((settings) => ({
    group: groupId(settings),
    label: settings.map(({ value }, place) => `${names[place]!} = ${valueText(value)}`).join(', ') || 'Run',
    settings,
  }));
  const comparisons = baselines.map((baseline) => ({
    group: baseline,
    label: BASELINE_TITLES[baseline],
    baseline,
    settings: [],
  }));
  return seeds.flatMap((seed) =>
    [...trainings, ...comparisons].map((group) => ({
      ...group,
      id: pointId(group.group, seed),
      seed,
      ...configOf(base, [...group.settings, { path: 'run.seed', value: seed }], data),
    })),
  );
}

function combinations(axes: readonly SweepAxis[]): SweepSetting[][] {
  return axes.reduce<SweepSetting[][]>(
    (before, { path, values }) =>
      before.flatMap((settings) => values.map((value) => [...settings, { path, value }])),
    [[]],
  );
}

function configOf(
  base: RunConfig,
  settings: readonly SweepSetting[],
  data: DataShape | undefined,
): { readonly config: RunConfig } | { readonly problem: string } {
  const changed = settings.reduce<unknown>(
    (config, { path, value }) => setField(config as RunConfig, path, value),
    base,
  );
  try {
    const config = parseConfig(changed, 'The point');
    const conflict = checkConfig(config, data)[0];
    return conflict === undefined ? { config } : { problem: `${conflict.path}: ${conflict.message}.` };
  } catch (error) {
    if (error instanceof Failure) return { problem: error.info.message };
    throw error;
  }
}
