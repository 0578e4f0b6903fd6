import type { ProbeName } from '../../reports/evaluation';
import type { SweepAxis, SweepSpec } from '../../sweep/spec';
import { parseSeeds } from '../../sweep/seeds';
import { holdsSeveral, parseValues } from '../../sweep/values';
import { Failure } from '../../failure';
import { plain } from '../../quoted';
import { configFrom } from '../inputs/settings';
import type { SweepOptions } from './options';

/** What a sweep's folder is made of: whoever knows it can list the points and their commands. */
export interface SweepPlan {
  readonly spec: SweepSpec;
  /** As `train` takes it. */
  readonly data: string;
  readonly probes: readonly ProbeName[];
  /** Steps of every training, where they are not those of the configuration. */
  readonly steps?: number;
}

/**
 * The plan that the options describe.
 * @throws Failure `config_invalid` or `config_version`, naming what is wrong.
 */
export async function planFrom(options: SweepOptions): Promise<SweepPlan> {
  const isAxis = (setting: string) => setting.includes('=') && holdsSeveral(valuesPart(setting));
  const base = await configFrom({ ...options, set: options.set.filter((setting) => !isAxis(setting)) });
  const axes = options.set.filter(isAxis).map((setting): SweepAxis => {
    const path = setting.slice(0, setting.indexOf('='));
    const parsed = parseValues(base, path, valuesPart(setting));
    if ('problem' in parsed) throw wrong(`--set ${plain(setting)}: ${parsed.problem}`);
    return { path, values: parsed.values };
  });
  const seeds = parseSeeds(options.seeds, base.run.seed);
  if ('problem' in seeds) throw wrong(`--seeds ${seeds.problem}`);
  return {
    spec: { base, axes, seeds: seeds.seeds, baselines: options.baseline },
    data: options.data,
    probes: options.probe,
    ...(options.steps === undefined ? {} : { steps: options.steps }),
  };
}

const valuesPart = (setting: string): string => setting.slice(setting.indexOf('=') + 1);

function wrong(message: string): Failure {
  return new Failure({ code: 'config_invalid', message, doing: 'reading the options' });
}
