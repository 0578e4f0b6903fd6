import type { RunConfig } from '../../config/runConfig';
import type { BackendChoice } from '../inputs/optionValues';
import type { SweepPlan } from './plan';
import type { PointFolder } from './pointFolder';
import type { RunnablePoint } from './prepare';

/** One program with its arguments. */
export interface ProgramCall {
  readonly program: 'train' | 'eval';
  readonly args: readonly string[];
  /** Whether what it says follows in the log what was said before. */
  readonly continues: boolean;
}

/** What is still to be run for a point, in order; nothing where it is done. */
export function callsOf(
  point: RunnablePoint,
  folder: PointFolder,
  plan: SweepPlan,
  backend: BackendChoice,
): ProgramCall[] {
  const { data, probes, steps } = plan;
  if (folder.report(probes) !== undefined) return [];
  const common = ['--data', data, '--backend', backend, '--overwrite'];
  const seed = ['--seed', String(point.seed)];
  const evaluation = (subject: readonly string[]): ProgramCall => ({
    program: 'eval',
    args: [...subject, ...common, ...seed, '--probe', probes.join(','), '--out', folder.file('evaluation')],
    continues: point.baseline === undefined,
  });
  if (point.baseline !== undefined)
    return [evaluation(['--baseline', point.baseline, '--config', folder.file('wanted')])];
  const training: ProgramCall = {
    program: 'train',
    args: [
      ...['--config', folder.file('wanted'), '--out', folder.path],
      ...common,
      ...(steps === undefined ? [] : ['--steps', String(steps)]),
    ],
    continues: false,
  };
  const judged = evaluation(['--weights', folder.file('weights'), '--config', folder.file('config')]);
  return folder.isTrained ? [judged] : [training, judged];
}

/**
 * The configuration of a baseline that is trained for as many steps as the points of the sweep are: a run that ends early
 * keeps its warm-up where it fits.
 */
export function baselineConfig(config: RunConfig, steps: number | undefined): RunConfig {
  if (steps === undefined) return config;
  const { warmup } = config.optim;
  const share = warmup / config.run.length;
  const fits = config.run.unit === 'steps' && warmup < steps;
  return {
    ...config,
    run: { ...config.run, unit: 'steps', length: steps },
    optim: { ...config.optim, warmup: fits ? warmup : Math.floor(share * steps) },
  };
}

/** The calls as one line for a POSIX shell in the project's folder; what they say goes to the point's log. */
export function shellLine(calls: readonly ProgramCall[], folder: PointFolder): string {
  const log = shellWord(folder.file('log'));
  return calls
    .map(({ program, args, continues }) =>
      ['node scripts/cli.mjs', program, ...args.map(shellWord), continues ? '2>>' : '2>', log].join(' '),
    )
    .join(' && ');
}

/** A word that no shell takes for anything else. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
