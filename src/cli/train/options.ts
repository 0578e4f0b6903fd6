import { Option } from 'commander';
import { DEFAULT_PRESET, PRESETS } from '../../config/presets';
import { ALL_PROBES, type ProbeName } from '../../reports/evaluation';
import { EXIT_CODES } from '../process/exitCodes';
import { BACKENDS, collected, probeList, stepCount, type BackendChoice } from '../inputs/optionValues';
import type { ConfigOptions } from '../inputs/settings';
import { commandLine } from '../process/command';

/** What `npm run train` was asked to do. */
export interface TrainOptions extends ConfigOptions {
  readonly data: string;
  readonly out: string;
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

/** The command line of `npm run train`. */
export const TRAIN_LINE = commandLine<TrainOptions>({
  name: 'train',
  summary: 'Trains VICRegL without a page, with the same engine.',
  describe: (command) =>
    command
      .usage('--data PATH --out DIR [options]')
      .requiredOption(
        '--data <path>',
        '"synthetic", a CIFAR-10 batch file or a folder of them, or a folder of images',
      )
      .requiredOption('--out <dir>', 'folder for the results; made when it is not there')
      .option('--overwrite', 'replaces the results of an earlier run in the output folder', false)
      .option('--config <file>', 'a configuration saved by the page or by an earlier run')
      .option(
        '--preset <name>',
        `a preset: ${PRESETS.map((preset) => preset.name).join(', ')}`,
        DEFAULT_PRESET,
      )
      .option(
        '--set <field.path=value>',
        'changes one field, e.g. loss.alpha=0.9; may be given several times',
        collected,
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
      .addHelpText('after', help()),
});
