import { fieldChanges } from '../changesText';
import { BACKBONES } from '../backbones';
import { totalSteps, warmupSteps } from '../length';
import type { BackboneConfig } from '../modelConfig';
import type { RunConfig } from '../runConfig';
import { configFromCommand } from './command';

/** What of a configuration the reference can be asked for. */
export interface EquivalentCommand {
  /** Arguments of `python main_vicregl.py`; absent where the reference has no such backbone. */
  readonly command?: string;
  /** What has no option there, a sentence each. */
  readonly without: readonly string[];
}

/** What is no part of a training, is a file's and not an option's, or is compared as a number of steps. */
const BESIDE = /^(data\..*|run\.(reportEvery|snapshotEvery|knnEvery|length|unit)|optim\.warmup)$/;

/**
 * The command line of the reference that trains as a configuration says. It is read back, and whatever then differs from
 * the configuration is said to have no option.
 *
 * @param images of the data set: the reference counts in epochs.
 */
export function equivalentCommand(config: RunConfig, images: number): EquivalentCommand {
  const arch = archOf(config.model.backbone);
  if (arch === undefined) {
    const known = Object.keys(BACKBONES).join(', ');
    return { without: [`The backbone has no name there. The reference has ${known}.`] };
  }
  const command = `python main_vicregl.py ${options(config, arch, images).join(' ')}`;
  return { command, without: differences(config, command, images) };
}

function options({ views, model, loss, optim, run }: RunConfig, arch: string, images: number): string[] {
  const epochs = (value: number): string =>
    String(run.unit === 'epochs' ? Math.round(value) : Math.round((value * run.batch) / images));
  const crops = (key: 'size' | 'count' | 'scaleMin' | 'scaleMax') =>
    views.crops.map((group) => group[key]).join(' ');
  const flag = (isOn: boolean) => (isOn ? '1' : '0');
  const { backbone } = model;
  return [
    `--arch ${arch}`,
    ...(backbone.family === 'convnext'
      ? [`--drop-path-rate ${backbone.dropPath}`, `--layer-scale-init-value ${backbone.layerScale}`]
      : []),
    `--size-crops ${crops('size')}`,
    `--num-crops ${crops('count')}`,
    `--min_scale_crops ${crops('scaleMin')}`,
    `--max_scale_crops ${crops('scaleMax')}`,
    `--no-flip-grid ${flag(views.noFlipGrid)}`,
    `--mlp ${model.globalExpander}`,
    `--maps-mlp ${model.localExpander}`,
    `--alpha ${loss.alpha}`,
    `--num_matches ${loss.matchesForward} ${loss.matchesBackward}`,
    `--l2_all_matches ${flag(loss.embeddingMatchesAll)}`,
    `--inv-coeff ${loss.lambda}`,
    `--var-coeff ${loss.mu}`,
    `--cov-coeff ${loss.nu}`,
    `--fast-vc-reg ${flag(loss.fastVarianceCovariance)}`,
    `--epochs ${Math.max(1, Number(epochs(run.length)))}`,
    `--warmup-epochs ${epochs(optim.warmup)}`,
    `--batch-size ${run.batch}`,
    `--optimizer ${optim.optimizer}`,
    `--base-lr ${optim.baseLr}`,
    `--end-lr-ratio ${optim.endLrRatio}`,
    `--weight-decay ${optim.weightDecay}`,
    ...(optim.precision === 'mixed' ? ['--fp16'] : []),
  ];
}

function differences(config: RunConfig, command: string, images: number): string[] {
  const there = configFromCommand(command);
  const fields = fieldChanges({ ...config, optim: { ...config.optim, precision: 'float32' } }, there)
    .filter(({ path }) => !BESIDE.test(path))
    .map(({ path, label, before, after }) => `${label} (${path}) is ${after} here and ${before} there.`);
  const lengths = [
    { what: 'The run', here: totalSteps(config, images), other: totalSteps(there, images) },
    { what: 'The warm-up', here: warmupSteps(config, images), other: warmupSteps(there, images) },
  ]
    .filter(({ here, other }) => here !== other)
    .map(
      ({ what, here, other }) =>
        `${what} has ${here.toLocaleString('en')} steps here and ${other.toLocaleString('en')} there, which counts whole epochs.`,
    );
  return [...lengths, ...fields];
}

/** The reference's name of a backbone; drop path and layer scale are options of their own. */
function archOf(backbone: BackboneConfig): string | undefined {
  const shape = (one: BackboneConfig): string =>
    JSON.stringify(
      one.family === 'convnext'
        ? [one.family, one.patch, one.depths, one.widths]
        : [one.family, one.block, one.layers, one.base, one.stem],
    );
  return Object.entries<BackboneConfig>(BACKBONES).find(([, known]) => shape(known) === shape(backbone))?.[0];
}
