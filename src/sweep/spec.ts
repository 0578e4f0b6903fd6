import type { FieldValue } from '../config/describe';
import type { RunConfig } from '../config/runConfig';
import { quoted } from '../quoted';
import { sweepField } from './fields';

/** What a sweep is compared with: evaluated on their own, once a seed. */
export const BASELINES = ['random', 'pixels', 'supervised'] as const;
export type BaselineName = (typeof BASELINES)[number];

export const BASELINE_TITLES: Readonly<Record<BaselineName, string>> = {
  random: 'Random weights',
  pixels: 'Raw pixels',
  supervised: 'Supervised',
};

/** A field and the values that it takes in turn. */
export interface SweepAxis {
  /** Path of the field, e.g. `loss.alpha`. */
  readonly path: string;
  readonly values: readonly FieldValue[];
}

/** A field with the value that it has at one point. */
export interface SweepSetting {
  readonly path: string;
  readonly value: FieldValue;
}

/** Everything that defines a sweep: each combination of the axes' values is trained with each seed. */
export interface SweepSpec {
  readonly base: RunConfig;
  /** At most two; none repeats the base configuration over the seeds. */
  readonly axes: readonly SweepAxis[];
  readonly seeds: readonly number[];
  readonly baselines?: readonly BaselineName[];
}

export const MOST_AXES = 2;
const MOST_POINTS = 1000;

/** Why this is no sweep, in one sentence; `undefined` where its points can be listed. */
export function specProblem({ base, axes, seeds, baselines = [] }: SweepSpec): string | undefined {
  if (axes.length > MOST_AXES) return `A sweep has at most ${MOST_AXES} fields with several values.`;
  const twice = repeated(axes.map(({ path }) => path));
  if (twice !== undefined) return `The field ${quoted(twice)} is given twice.`;
  for (const { path, values } of axes) {
    if (sweepField(base, path) === undefined)
      return `There is no field ${quoted(path)} that a sweep can change.`;
    if (values.length === 0) return `The field ${quoted(path)} has no values.`;
  }
  const baselineTwice = repeated(baselines);
  if (baselineTwice !== undefined) return `The baseline ${baselineTwice} is given twice.`;
  if (seeds.length === 0) return 'A sweep needs at least one seed.';
  const seedTwice = repeated(seeds.map(String));
  if (seedTwice !== undefined) return `The seed ${seedTwice} is given twice.`;
  const combinations = axes.reduce((count, { values }) => count * values.length, 1);
  const points = seeds.length * (combinations + baselines.length);
  if (points > MOST_POINTS)
    return `The sweep has ${points.toLocaleString('en')} points; at most ${MOST_POINTS.toLocaleString('en')} are possible.`;
  return undefined;
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, place) => names.indexOf(name) !== place);
}
