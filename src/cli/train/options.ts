import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_PRESET, PRESETS } from '../../config/presets';

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
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return value;
}

/**
 * Reads the command line.
 * @param args the arguments after the program's name.
 * @throws CommanderError when they are off, or after the help was shown (exit code 0).
 */
export function parseOptions(args: readonly string[]): TrainOptions {
  const command = new Command('train')
    .description(
      'Trains VICRegL without a page, with the same engine, and writes config.json, metrics.jsonl and weights.safetensors.',
    )
    .usage('--data PATH --out DIR [options]')
    .requiredOption(
      '--data <path>',
      '"synthetic", a CIFAR-10 batch file or a folder of them, or a folder of images',
    )
    .requiredOption('--out <dir>', 'folder for the results; made when it is not there')
    .option('--config <file>', 'a configuration saved by the page or by an earlier run')
    .option('--preset <name>', `a preset: ${PRESETS.map((preset) => preset.name).join(', ')}`, DEFAULT_PRESET)
    .option(
      '--set <field.path=value>',
      'changes one field, e.g. loss.alpha=0.9; may be given several times',
      (value: string, before: string[]) => [...before, value],
      [],
    )
    .option('--steps <n>', 'stops after n steps; the schedule keeps its length', positiveInteger)
    .option(
      '--weights <file>',
      'starts from the weights of a safetensors file or a PyTorch checkpoint; names of timm, torchvision and others are understood',
    )
    .option('--weights-key <key>', 'which weights of that file, where it holds several, e.g. teacher')
    .addOption(
      new Option(
        '--backend <name>',
        'where to compute: the GPU (webgpu), the processor (wasm), or by itself the GPU where there is a real one',
      )
        .choices(BACKENDS)
        .default('auto'),
    )
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  command.parse(args, { from: 'user' });
  return command.opts<TrainOptions>();
}
