import { DATA_DEFAULTS } from '../dataConfig';
import { Failure } from '../../failure';
import { BACKBONES, type BackboneName } from '../backbones';
import type { BackboneConfig } from '../modelConfig';
import { parseConfig } from '../parse';
import type { RunConfig } from '../runConfig';
import type { CropGroupConfig } from '../viewsConfig';
import { REFERENCE_DISTORTION } from './distortion';
import { REFERENCE_OPTIONS, SUBMITIT_OPTIONS, type ReferenceOptionName } from './options';
import { REFERENCE_ASPECT } from '../viewsConfig';
import { REFERENCE_NORMALIZATION } from '../normalization';

/** @file The reference's command lines, read as configurations. */

const SCRIPT = /(^|\/)(main_vicregl|run_with_submitit)\.py$/;

/** Stored images are square and at most this large; the reference crops from ImageNet's files as they are. */
const IMAGE_SIDE = 256;

/** An option's values, or those of its default. */
type Arguments = (name: ReferenceOptionName) => readonly string[];

/**
 * The configuration that a command line of the reference describes, its defaults for what the command leaves out. What
 * comes before the script's name belongs to the launcher; of an option that is given twice the last counts, as in argparse.
 *
 * @param command e.g. `python main_vicregl.py --arch resnet50 --epochs 100`.
 * @throws Failure `config_invalid` for an option or value that the reference does not know.
 */
export function configFromCommand(command: string): RunConfig {
  const given = readOptions(command);
  const values: Arguments = (name) => given.get(name) ?? REFERENCE_OPTIONS[name].default.split(' ');
  const text = (name: ReferenceOptionName): string => values(name)[0] ?? '';
  const number = (name: ReferenceOptionName): number => Number(text(name));
  const flag = (name: ReferenceOptionName): boolean => number(name) !== 0;
  const [matchesForward, matchesBackward] = values('--num_matches').map(Number);

  return parseConfig(
    {
      version: 1,
      data: { source: 'images', size: IMAGE_SIDE, count: 4096, ...DATA_DEFAULTS },
      views: {
        crops: cropGroups(values),
        flip: 0.5,
        noFlipGrid: flag('--no-flip-grid'),
        ...REFERENCE_DISTORTION,
        ...REFERENCE_NORMALIZATION,
      },
      model: {
        backbone: backbone(text('--arch'), number('--drop-path-rate'), number('--layer-scale-init-value')),
        globalExpander: text('--mlp'),
        localExpander: text('--maps-mlp'),
        expanderNorm: 'auto',
        classifier: true,
      },
      loss: {
        alpha: number('--alpha'),
        lambda: number('--inv-coeff'),
        mu: number('--var-coeff'),
        nu: number('--cov-coeff'),
        matchesForward,
        matchesBackward,
        matchesRule: 'direction',
        embeddingMatchesAll: flag('--l2_all_matches'),
        embeddingThreshold: null,
        locationThreshold: null,
        fastVarianceCovariance: flag('--fast-vc-reg'),
      },
      optim: {
        optimizer: text('--optimizer'),
        baseLr: number('--base-lr'),
        endLrRatio: number('--end-lr-ratio'),
        warmup: number('--warmup-epochs'),
        weightDecay: number('--weight-decay'),
        beta1: 0.9,
        beta2: 0.999,
        momentum: 0.9,
        eta: 0.001,
        precision: 'float32',
      },
      run: {
        seed: 1,
        batch: number('--batch-size'),
        length: number('--epochs'),
        unit: 'epochs',
        reportEvery: 1,
        snapshotEvery: 10,
      },
    },
    'The command',
  );
}

/** Each option with the words that follow it; switches have none. */
function readOptions(command: string): Map<string, string[]> {
  const words = command.trim().split(/\s+/);
  const options = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const word of words.slice(words.findIndex((candidate) => SCRIPT.test(candidate)) + 1)) {
    if (!word.startsWith('--')) {
      if (current === undefined) throw unreadable(`"${word}" belongs to no option`);
      current.push(word);
      continue;
    }
    if (!(word in REFERENCE_OPTIONS) && !(word in SUBMITIT_OPTIONS)) {
      throw unreadable(`the reference has no option ${word}`);
    }
    current = [];
    options.set(word, current);
  }
  return options;
}

function cropGroups(values: Arguments): CropGroupConfig[] {
  const column = (name: ReferenceOptionName): number[] => values(name).map(Number);
  const sizes = column('--size-crops');
  const counts = column('--num-crops');
  const smallest = column('--min_scale_crops');
  const largest = column('--max_scale_crops');
  if ([counts, smallest, largest].some((list) => list.length < sizes.length)) {
    throw unreadable(`there are ${sizes.length} crop sizes, but fewer counts or scales`);
  }
  return sizes.map((size, group) => ({
    size,
    count: counts[group]!,
    scaleMin: smallest[group]!,
    scaleMax: largest[group]!,
    ...REFERENCE_ASPECT,
  }));
}

/** The reference passes drop path and layer scale to ConvNeXts only. */
function backbone(arch: string, dropPath: number, layerScale: number): BackboneConfig {
  if (!Object.hasOwn(BACKBONES, arch)) {
    throw unreadable(`there is no backbone "${arch}", but ${Object.keys(BACKBONES).join(', ')}`);
  }
  const config: BackboneConfig = BACKBONES[arch as BackboneName];
  return config.family === 'convnext' ? { ...config, dropPath, layerScale } : config;
}

function unreadable(reason: string): Failure {
  return new Failure({
    code: 'config_invalid',
    message: `The command cannot be read: ${reason}.`,
    doing: "reading a command line of the reference's",
    remedy: 'docs/REFERENCE.md lists the options that are known.',
  });
}
