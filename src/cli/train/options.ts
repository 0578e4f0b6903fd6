import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_PRESET, PRESETS } from '../../config/presets';
import { runSection } from '../../config/runSection';
import { ALL_PROBES, type ProbeName } from '../../reports/evaluation';
import { EXIT_CODES } from './exitCodes';
import { probeList } from './probeList';

/** Where to compute; `auto` takes the processor where there is no GPU, or only a software adapter. */
export const BACKENDS = ['auto', 'webgpu', 'wasm'] as const;
export type BackendChoice = (typeof BACKENDS)[number];

/** What `npm run train` was asked to do. */
export interface TrainOptions {
  readonly data: string;
  readonly out: string;
  readonly config?: string;
  readonly preset: string;
  /** `path=value` settings, in the order given. */
  readonly set: readonly string[];
  readonly steps?: number;
  readonly backend: BackendChoice;
  /** File with weights to start from. */
  readonly weights?: string;
  /** Which of several weights in that file. */
  readonly weightsKey?: string;
  /** Whether an earlier run's results in `out` may be replaced. */
  readonly overwrite: boolean;
  /** What the trained weights are evaluated by. */
  readonly probe: readonly ProbeName[];
}

/** The longest run that a configuration can hold. */
const MOST_STEPS = runSection.shape.length.maxValue!;

/** Reads a number of steps that a configuration can hold. */
export function stepCount(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?(e\+?\d+)?$/i.test(text) && Number.isInteger(value) && value >= 1 && value <= MOST_STEPS)
    return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_STEPS.toLocaleString('en')}.`);
}

function help(): string {
  const codes = Object.values(EXIT_CODES).map(
    ({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`,
  );
  return `
Files in the output folder, which one training at a time may use (train.lock):
  config.json           the configuration, for --config
  metrics.jsonl         a line for each reported step, there as soon as it is reported
  weights.safetensors   the last good weights, written anew from time to time and at the end, for --weights
  evaluation.json       what --probe found out

Ctrl-C ends the training after the step under way and saves; a second one ends it at once.

Exit codes:
${codes.join('\n')}`;
}

/** The command line's description, for parsing and for messages about what could not be parsed. */
export function trainCommand(): Command {
  return new Command('train')
    .description('Trains VICRegL without a page, with the same engine.')
    .usage('--data PATH --out DIR [options]')
    .requiredOption(
      '--data <path>',
      '"synthetic", a CIFAR-10 batch file or a folder of them, or a folder of images',
    )
    .requiredOption('--out <dir>', 'folder for the results; made when it is not there')
    .option('--overwrite', 'replaces the results of an earlier run in the output folder', false)
    .option('--config <file>', 'a configuration saved by the page or by an earlier run')
    .option('--preset <name>', `a preset: ${PRESETS.map((preset) => preset.name).join(', ')}`, DEFAULT_PRESET)
    .option(
      '--set <field.path=value>',
      'changes one field, e.g. loss.alpha=0.9; may be given several times',
      (value: string, before: string[]) => [...before, value],
      [],
    )
    .option(
      '--steps <n>',
      'stops after n steps, while the schedule keeps its length; a shorter run is made longer',
      stepCount,
    )
    .option(
      '--weights <file>',
      'starts from the weights of a safetensors file or a PyTorch checkpoint; names of timm, torchvision and others are understood',
    )
    .option(
      '--probe <names>',
      `evaluates the trained weights by some of ${ALL_PROBES.join(',')}; npm run eval does so later`,
      probeList,
      [],
    )
    .option('--weights-key <key>', 'which weights of that file, where it holds several, e.g. teacher')
    .addOption(
      new Option(
        '--backend <name>',
        'where to compute: the GPU, the processor, or the one if not the other; auto does not take a software adapter, webgpu does',
      )
        .choices(BACKENDS)
        .default('auto'),
    )
    .addHelpText('after', help())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

/**
 * Reads the command line.
 * @param args the arguments after the program's name.
 * @throws CommanderError when they are off, or after the help was shown (exit code 0).
 */
export function parseOptions(args: readonly string[]): TrainOptions {
  const command = trainCommand();
  command.parse(args, { from: 'user' });
  return command.opts<TrainOptions>();
}
