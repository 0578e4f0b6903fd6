import { mapSide, totalStride } from './geometry';
import type { RunConfig } from './runConfig';

/** A value that is well-formed by itself and cannot work with the others. */
export interface ConfigProblem {
  /** Path of the field to change, e.g. `views.crops.0.size`. */
  readonly path: string;
  readonly message: string;
  /** A value near the present one with which the field would work, where there is one. */
  readonly fits?: number;
}

/** What `checkConfig` needs to know of a data set. */
export interface DataShape {
  readonly count: number;
}

/** Conflicts between fields, and between the configuration and the data set when one is given; empty when it can run. */
export function checkConfig(config: RunConfig, data?: DataShape): ConfigProblem[] {
  return [
    ...checkBackbone(config),
    ...checkCrops(config),
    ...checkMatches(config),
    ...checkLength(config),
    ...checkData(config, data),
  ];
}

function checkBackbone({ model: { backbone } }: RunConfig): ConfigProblem[] {
  if (backbone.family !== 'convnext' || backbone.depths.length === backbone.widths.length) return [];
  return [
    {
      path: 'model.backbone.widths',
      message: `there are ${backbone.depths.length} depths but ${backbone.widths.length} widths; each stage needs one of both`,
    },
  ];
}

function checkCrops({ model, views }: RunConfig): ConfigProblem[] {
  const stride = totalStride(model.backbone);
  return views.crops.flatMap((group, index) => {
    if (group.size % stride === 0) return [];
    const below = Math.floor(group.size / stride) * stride;
    const choices = below > 0 ? `${below} or ${below + stride}` : String(stride);
    return [
      {
        path: `views.crops.${index}.size`,
        message: `the backbone's total stride of ${stride} does not divide a crop of ${group.size} px; use ${choices} px`,
        fits: below > 0 ? below : stride,
      },
    ];
  });
}

function checkMatches({ loss, model, views }: RunConfig): ConfigProblem[] {
  if (loss.alpha === 1) return [];
  const sides = views.crops.map((group) => mapSide(model.backbone, group.size));
  const cellsOfGlobal = (sides[0] ?? 0) ** 2;
  const cellsOfSmallest = Math.min(...sides) ** 2;
  const small = sides.length > 1;
  // The first value is used by global views alone; the second by whichever view looks back (or by the small views).
  const limits = [
    { path: 'loss.matchesForward', value: loss.matchesForward, cells: cellsOfGlobal },
    {
      path: 'loss.matchesBackward',
      value: loss.matchesBackward,
      cells: small ? cellsOfSmallest : cellsOfGlobal,
    },
  ];
  return limits
    .filter(({ value, cells }) => value === 0 || value > cells)
    .map(({ path, value, cells }) => ({
      path,
      message: `γ = ${value}, but a view has ${cells} cells; use 1 to ${cells}, or −1 for all`,
      fits: value === 0 ? 1 : cells,
    }));
}

/** Share of a run that its warm-up may well take: the reference warms up for 10 of 100 epochs. */
const WARMUP_SHARE = 0.1;

function checkLength({ run, optim }: RunConfig): ConfigProblem[] {
  if (optim.warmup < run.length) return [];
  return [
    {
      path: 'optim.warmup',
      message: `the warm-up of ${optim.warmup} ${run.unit} must be shorter than the run of ${run.length} ${run.unit}`,
      fits: run.unit === 'steps' ? Math.floor(run.length * WARMUP_SHARE) : run.length * WARMUP_SHARE,
    },
  ];
}

/** Variance needs two images. */
const SMALLEST_BATCH = 2;

function checkData({ run }: RunConfig, data: DataShape | undefined): ConfigProblem[] {
  if (data === undefined || run.batch <= data.count) return [];
  return [
    {
      path: 'run.batch',
      message: `a batch of ${run.batch} is larger than the data set of ${data.count} images; use ${data.count} or less`,
      ...(data.count < SMALLEST_BATCH ? {} : { fits: data.count }),
    },
  ];
}
