import { InvalidArgumentError, Option } from 'commander';
import { MAP_CHOICES, type MapChoice } from '../../config/evaluationOptions';
import { DEFAULT_PRESET } from '../../config/presets';
import { ALL_PROBES, PROBES, type ProbeName } from '../../reports/evaluation';
import { BASELINES, type BaselineName } from '../../sweep/spec';
import { EXIT_CODES } from '../process/exitCodes';
import { BACKENDS, collected, probeList, type BackendChoice } from '../inputs/optionValues';
import type { ConfigOptions } from '../inputs/settings';
import { commandLine } from '../process/command';

/** What `npm run eval` was asked to do. */
export interface EvalOptions extends ConfigOptions {
  readonly weights?: string;
  readonly weightsKey?: string;
  readonly baseline?: BaselineName;
  readonly data: string;
  readonly out: string;
  readonly overwrite: boolean;
  readonly probe: readonly ProbeName[];
  /** Shares of the labels that the linear probe and fine-tuning are trained with, the largest first. */
  readonly labels: readonly number[];
  readonly augmented: boolean;
  readonly maps: MapChoice;
  readonly seed: number;
  readonly backend: BackendChoice;
  /** Folder for predicted masks beside the true ones. */
  readonly masks?: string;
}

const MOST_SEED = 2 ** 31 - 1;

/** Reads "1,0.1,0.01". */
function shareList(text: string): number[] {
  const shares = text.split(',').map(Number);
  if (shares.some((share) => !(share > 0 && share <= 1))) {
    throw new InvalidArgumentError('It must be shares above 0 and up to 1, such as 1,0.1,0.01.');
  }
  return [...new Set(shares)].sort((a, b) => b - a);
}

function seedNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= MOST_SEED) return value;
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${MOST_SEED.toLocaleString('en')}.`);
}

function help(): string {
  const codes = [EXIT_CODES.done, EXIT_CODES.wrongInput, EXIT_CODES.notWritten, EXIT_CODES.SIGINT].map(
    ({ code }, place) =>
      `  ${String(code).padStart(3)}  ${['done', 'wrong options, files or output', 'the disk is full, or the report could not be written', 'ended by Ctrl-C (SIGINT); nothing was written'][place]}`,
  );
  return `
Probes:
  linear        linear classification on frozen representations (needs classes)
  knn           k nearest neighbours by cosine (needs classes)
  segmentation  a linear head on frozen maps (needs masks)
  matching      nearest cells of two views against where they really lie
  semantic      nearest cells of two images of a class (needs masks)
  finetune, finetuneSegmentation
                the whole backbone is trained on labels or masks; takes many times as long, so only when asked for

The images that a data set keeps from training are tested on: CIFAR's test batch, val/ or test/, fresh scenes for
"synthetic". Where there are none, 15 % of each class are; the report says which. Learning rates are chosen on
validation images, never on these.

Exit codes:
${codes.join('\n')}`;
}

/** The command line of `npm run eval`. */
export const EVAL_LINE = commandLine<EvalOptions>({
  name: 'eval',
  summary: 'Evaluates weights on frozen features, with the same engine as the page.',
  describe: (command) =>
    command
      .usage('(--weights FILE | --baseline NAME) --data PATH --out FILE.json [options]')
      .option(
        '--weights <file>',
        'a safetensors file or a PyTorch checkpoint; names are understood as by train',
      )
      .option('--weights-key <key>', 'which weights of that file, where it holds several, e.g. teacher')
      .addOption(
        new Option(
          '--baseline <name>',
          'evaluates untrained weights, or the pixels, instead of weights',
        ).choices(BASELINES),
      )
      .requiredOption(
        '--data <path>',
        '"synthetic", a CIFAR-10 batch file or a folder of them, or a folder of images',
      )
      .requiredOption('--out <file>', 'the report, in JSON')
      .option('--overwrite', 'replaces a report that is there', false)
      .option('--probe <names>', `some of ${ALL_PROBES.join(',')}`, probeList, [...PROBES])
      .option(
        '--labels <shares>',
        'shares of the labels for linear and finetune, e.g. 1,0.1,0.01',
        shareList,
        [1],
      )
      .option(
        '--augmented',
        'trains the linear probe on random crops and flips, not on features made once',
        false,
      )
      .addOption(
        new Option('--maps <which>', 'what the segmentation probe sees: the last map, or those of all stages')
          .choices(MAP_CHOICES)
          .default('last'),
      )
      .option(
        '--config <file>',
        'the configuration; left out, the one in the weights file, then config.json beside it',
      )
      .option('--preset <name>', 'a preset, where there is no configuration', DEFAULT_PRESET)
      .option('--set <field.path=value>', 'changes one field; may be given several times', collected, [])
      .option('--seed <n>', 'of splits, probes and the panel of matches', seedNumber, 1)
      .option('--masks <dir>', 'writes test images beside their true and predicted masks, as PNG')
      .addOption(
        new Option('--backend <name>', 'where to compute, as for train').choices(BACKENDS).default('auto'),
      )
      .addHelpText('after', help()),
  read: (command) => {
    const options = command.opts<EvalOptions>();
    if ((options.weights === undefined) === (options.baseline === undefined)) {
      command.error('Give either --weights or --baseline.', { code: 'eval.subject' });
    }
    return options;
  },
});
