import { InvalidArgumentError, Option } from 'commander';
import { DEFAULT_PRESET, PRESETS } from '../../config/presets';
import { ALL_PROBES, PROBES, type ProbeName } from '../../reports/evaluation';
import { BASELINES, type BaselineName } from '../../sweep/spec';
import { EXIT_CODES } from '../process/exitCodes';
import { BACKENDS, collected, probeList, stepCount, type BackendChoice } from '../inputs/optionValues';
import type { ConfigOptions } from '../inputs/settings';
import { commandLine } from '../process/command';

/** A sweep that `npm run sweep` was asked for. */
export interface SweepOptions extends ConfigOptions {
  readonly data: string;
  readonly out: string;
  /** As for a configuration; one with several values is an axis. */
  readonly set: readonly string[];
  /** How many, or the seeds themselves. */
  readonly seeds: string;
  readonly probe: readonly ProbeName[];
  readonly baseline: readonly BaselineName[];
  /** Points that are worked on at the same time. */
  readonly jobs: number;
  readonly steps?: number;
  readonly backend: BackendChoice;
  readonly overwrite: boolean;
  /** Whether the commands are only printed. */
  readonly list: boolean;
}

/** A sweep's folder that `npm run sweep` was asked to sum up. */
export interface CollectOptions {
  readonly collect: string;
}

const MOST_JOBS = 64;

function jobCount(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= MOST_JOBS) return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_JOBS}.`);
}

function baselineList(text: string): BaselineName[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => !BASELINES.some((known) => known === name)))
    throw new InvalidArgumentError(`The baselines are ${BASELINES.join(', ')}.`);
  return BASELINES.filter((name) => names.includes(name));
}

const MEANINGS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  done: 'done',
  failed: 'some points failed; the others are done',
  wrongInput: 'wrong options, files or output folder',
  notWritten: EXIT_CODES.notWritten.meaning,
  SIGHUP: 'the terminal was closed (SIGHUP); what is done is kept',
  SIGINT: 'ended by Ctrl-C (SIGINT); what is done is kept',
  SIGTERM: 'ended by SIGTERM; what is done is kept',
};

function help(): string {
  const codes = Object.entries(EXIT_CODES).map(
    ([name, { code }]) => `  ${String(code).padStart(3)}  ${MEANINGS[name as keyof typeof EXIT_CODES]}`,
  );
  return `
Values of a field:
  loss.alpha=0,0.5,1                  a list; semicolons separate too
  "loss.alpha=0..1 step 0.25"         a range
  "optim.baseLr=1e-4..1e-1 times 10"  each ten times the one before
One or two fields may have several values; every combination is trained with every seed.

Files in the output folder:
  sweep.json       what is swept
  points/ID/       one point: wanted.json, the files of train, evaluation.json, log.txt
  points.csv       every point's numbers
  table.csv        mean and standard deviation over the seeds
  trade-off-*.svg  segmentation and matching against classification

Run the same command again to go on where a sweep was stopped. Ctrl-C stops it; what is done is kept.

Exit codes:
${codes.join('\n')}`;
}

/** The command line of `npm run sweep`. */
export const SWEEP_LINE = commandLine<SweepOptions | CollectOptions>({
  name: 'sweep',
  summary: 'Trains and evaluates every point of a sweep over one or two fields and several seeds.',
  describe: (command) =>
    command
      .usage('--data PATH --out DIR --set FIELD=A,B,C [options]\n       sweep --collect DIR')
      .option(
        '--data <path>',
        '"synthetic", a CIFAR-10 batch file or a folder of them, or a folder of images',
      )
      .option('--out <dir>', 'folder of the sweep; made when it is not there')
      .option('--config <file>', 'a configuration saved by the page or by an earlier run')
      .option(
        '--preset <name>',
        `a preset: ${PRESETS.map((preset) => preset.name).join(', ')}`,
        DEFAULT_PRESET,
      )
      .option(
        '--set <field.path=values>',
        'sweeps a field over several values, or sets it to a single one; may be given several times',
        collected,
        [],
      )
      .option('--seeds <n>', 'number of seeds, or the seeds themselves, e.g. 1,5,9', '1')
      .option('--probe <names>', `some of ${ALL_PROBES.join(',')}`, probeList, [...PROBES])
      .option('--baseline <names>', `some of ${BASELINES.join(',')}, to compare with`, baselineList, [])
      .option('--jobs <n>', 'points that are worked on at the same time', jobCount, 1)
      .option('--steps <n>', 'passed on to train', stepCount)
      .addOption(new Option('--backend <name>', 'passed on to train').choices(BACKENDS).default('auto'))
      .option('--overwrite', 'replaces points that were made otherwise, with other settings or data', false)
      .option('--list', 'prints one command a line for what is not done, and runs nothing', false)
      .option('--collect <dir>', 'writes table and plot of what is in the folder of a sweep')
      .addHelpText('after', help()),
  read: (command) => {
    const options = command.opts<SweepOptions & Partial<CollectOptions>>();
    if (options.collect !== undefined) return { collect: options.collect };
    for (const name of ['data', 'out'] as const) {
      const { flags } = command.options.find(({ long }) => long === `--${name}`)!;
      if (command.getOptionValue(name) === undefined)
        command.error(`error: required option '${flags}' not specified`, {
          code: 'commander.missingMandatoryOptionValue',
        });
    }
    return options;
  },
});
