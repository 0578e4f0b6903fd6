import { statSync } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { DEFAULT_PRESET, PRESETS } from '../../config/presets';
import { MOST_SNAPSHOTS } from '../../formats/bundle/files';
import { ALL_PROBES, type ProbeName } from '../../reports/evaluation';
import { EXIT_CODES } from '../process/exitCodes';
import { BACKENDS, collected, probeList, stepCount, type BackendChoice } from '../inputs/optionValues';
import type { ConfigOptions } from '../inputs/settings';
import { commandLine } from '../process/command';
import { USUAL_PICTURES } from './snapshotSeries';

/** What `npm run train` was asked to do. */
export interface TrainOptions extends ConfigOptions {
  /** There unless a run is resumed; so is `out`. */
  readonly data?: string;
  readonly out?: string;
  /** Folder of a run that is to go on. */
  readonly resume?: string;
  /** Full checkpoint of the reference, with which a new run goes on. */
  readonly reference?: string;
  readonly steps?: number;
  /** Steps between two checkpoints. */
  readonly checkpointEvery?: number;
  /** `auto` where it is left out, or what a resumed run had. */
  readonly backend?: BackendChoice;
  /** Weights to start from: a file, or several parts by their list or their folder. */
  readonly weights?: string;
  /** Which of several weights in that file. */
  readonly weightsKey?: string;
  /** Whether the model is that file's: its backbone, and its expanders where it has them. */
  readonly modelFromWeights: boolean;
  /** File that the whole run is written to at its end. */
  readonly bundle?: string;
  /** Pictures of matches in that file, about. */
  readonly pictures: number;
  /** Whether an earlier run's results in `out`, and `bundle`, may be replaced. */
  readonly overwrite: boolean;
  /** Whether the kernels are tuned before a new run begins. */
  readonly tune: boolean;
  /** What the trained weights are evaluated by. */
  readonly probe: readonly ProbeName[];
}

function pictureCount(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 2 && value <= MOST_SNAPSHOTS) return value;
  throw new InvalidArgumentError(`It must be a whole number from 2 to ${MOST_SNAPSHOTS}.`);
}

function help(): string {
  const codes = Object.values(EXIT_CODES).map(
    ({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`,
  );
  return `
Files in the output folder, which one training at a time may use (train.lock):
  config.json             the configuration, for --config
  run.json                where the images lie, for --resume
  metrics.jsonl           a line for each reported step, there as soon as it is reported
  weights.safetensors     the last good weights, written anew with each checkpoint and at the end, for --weights
  checkpoint.safetensors  the same with the optimiser's state, for --resume
  evaluation.json         what --probe found out

The file of --bundle holds all of these, pictures of matches and a README. It is written when the training ends, early or
not, unless it failed; with --resume it takes the place of the one that was there. Drop it onto the page to go on there.

--resume FILE.pth takes over what main_vicregl.py saved: weights, the optimiser's state and the step that its epochs come to.
Model, optimiser and schedule are those of --config, --preset and --set, and have to be the file's.

Ctrl-C ends the training after the step under way and saves; a second one ends it at once. A run that was ended, however,
goes on by --resume DIR from its last checkpoint, as if it had not been ended: to the bit on the same device.

Exit codes:
${codes.join('\n')}`;
}

/** The command line of `npm run train`. */
export const TRAIN_LINE = commandLine<TrainOptions>({
  name: 'train',
  summary: 'Trains VICRegL without a page, with the same engine.',
  describe: (command) =>
    command
      .usage('(--data PATH --out DIR [--resume FILE] | --resume DIR) [options]')
      .option(
        '--data <path>',
        '"synthetic", a CIFAR-10 batch file or a folder of them, or a folder of images',
      )
      .option('--out <dir>', 'folder for the results; made when it is not there')
      .option(
        '--resume <path>',
        'goes on with the run in a folder, from its last checkpoint; or in a new folder with a full checkpoint of the reference (.pth)',
      )
      .option(
        '--checkpoint-every <n>',
        'a checkpoint every n steps; by default one every 30 seconds',
        stepCount,
      )
      .option(
        '--bundle <file>',
        'writes the whole run into one zip file at its end: for the page, Python or another machine',
      )
      .option(
        '--pictures <n>',
        `keeps up to so many pictures of matches for that file, evenly spread; at most ${MOST_SNAPSHOTS}`,
        pictureCount,
        USUAL_PICTURES,
      )
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
        '--weights <path>',
        'starts from the weights of a safetensors file or a PyTorch checkpoint, or of several parts by their list (.index.json) or their folder; names of timm, torchvision and others are understood',
      )
      .option(
        '--probe <names>',
        `evaluates the trained weights by some of ${ALL_PROBES.join(',')}; npm run eval does so later`,
        probeList,
        [],
      )
      .option('--model-from-weights', 'takes the model over from that file: backbone and expanders', false)
      .option('--weights-key <key>', 'which weights of that file, where it holds several, e.g. teacher')
      .option(
        '--tune',
        'first finds the fastest way to cut up each kernel on the GPU; the run records it, and --resume goes on with it',
        false,
      )
      .addOption(
        new Option(
          '--backend <name>',
          'where to compute: the GPU, the processor, or the one if not the other; auto does not take a software adapter, webgpu does',
        )
          .choices(BACKENDS)
          .default(undefined, 'auto'),
      )
      .addHelpText('after', help()),
  read: (parsed) => {
    const { resume, ...options } = parsed.opts<TrainOptions>();
    const reference = resume !== undefined && isFile(resume);
    refuseBeside(parsed, reference ? NOT_BESIDE_FILE : NOT_BESIDE_FOLDER);
    if (resume !== undefined && !reference) return { ...options, resume };
    if (options.modelFromWeights && options.weights === undefined)
      parsed.error("error: option '--model-from-weights' needs '--weights <path>'", {
        code: 'commander.missingMandatoryOptionValue',
      });
    const missing = (['data', 'out'] as const).find((name) => options[name] === undefined);
    if (missing !== undefined)
      parsed.error(`error: required option '${flagsOf(parsed, missing)}' not specified`, {
        code: 'commander.missingMandatoryOptionValue',
      });
    return resume === undefined ? options : { ...options, reference: resume };
  },
});

/** What `--resume` says by itself: a run's folder has all of it, a checkpoint of the reference has weights. */
const NOT_BESIDE_FILE = ['weights', 'weightsKey', 'modelFromWeights', 'tune'];
const NOT_BESIDE_FOLDER = [...NOT_BESIDE_FILE, 'out', 'overwrite', 'config', 'preset', 'set'];

function refuseBeside(parsed: Command, names: readonly string[]): void {
  const isGiven = (name: string) => parsed.getOptionValueSource(name) === 'cli';
  const other = names.find(isGiven);
  if (!isGiven('resume') || other === undefined) return;
  parsed.error(
    `error: option '${flagsOf(parsed, 'resume')}' cannot be used with option '${flagsOf(parsed, other)}'`,
    { code: 'commander.conflictingOption' },
  );
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function flagsOf(command: Command, name: string): string {
  return command.options.find((option) => option.attributeName() === name)!.flags;
}
