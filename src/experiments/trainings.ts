import { checkConfig } from '../config/check';
import { setField, type FieldValue } from '../config/describe';
import { parseConfig } from '../config/parse';
import { DEFAULT_PRESET, findPreset } from '../config/presets';
import { withLength } from '../config/length';
import type { RunConfig } from '../config/runConfig';

/** @file The trainings that the experiments are made of; several experiments share one. */

interface Training {
  /** For a person, beside others: `α = 1`. */
  readonly label: string;
  /** The preset that it starts from, where it is not the default one. */
  readonly preset?: string;
  /** What is different from the preset, by the paths of fields. */
  readonly settings: Readonly<Record<string, FieldValue>>;
  /** How many seeds it is trained with, where it is not `SEEDS`: what is seen at once needs one only. */
  readonly seeds?: number;
}

/** Seeds are 1 to this. */
export const SEEDS = 3;

/** Steps of most trainings: half as long as the default preset. */
export const STEPS = 500;
/** What every training has that says nothing else. Reports and snapshots are thinned: they cost time and change nothing. */
const COMMON = { 'run.length': STEPS, 'run.reportEvery': 5, 'run.snapshotEvery': 250 } as const;

/** Both distortions of the reference, which are made for views of 224 px. */
const REFERENCE_STRENGTH = {
  'views.left.grayscale': 0.2,
  'views.left.blur': 1,
  'views.right.grayscale': 0.2,
  'views.right.blur': 0.1,
  'views.right.solarize': 0.2,
  'views.crops.0.scaleMin': 0.08,
} as const;

export const TRAININGS = {
  base: { label: 'α = 0.75', settings: {} },
  global: { label: 'α = 1', settings: { 'loss.alpha': 1 } },
  local: { label: 'α = 0', settings: { 'loss.alpha': 0 } },
  'no-variance': { label: 'μ = 0', settings: { 'loss.mu': 0 }, seeds: 1 },
  'no-covariance': { label: 'ν = 0', settings: { 'loss.nu': 0 } },
  'few-matches': {
    label: 'γ = 4',
    settings: {
      'loss.matchesForward': 4,
      'loss.matchesBackward': 4,
      'loss.embeddingMatchesAll': false,
    },
  },
  'all-matches': {
    label: 'γ = all',
    settings: { 'loss.matchesForward': -1, 'loss.matchesBackward': -1 },
  },
  'embedding-only': {
    label: 'embedding matches alone',
    settings: { 'loss.locationThreshold': 0 },
  },
  'location-only': {
    label: 'location matches alone',
    settings: { 'loss.embeddingThreshold': 0 },
  },
  'unflipped-grid': { label: 'grid without the flip', settings: { 'views.noFlipGrid': true } },
  'strong-views': { label: 'the reference’s augmentation', settings: REFERENCE_STRENGTH },
  convnext: { label: 'ConvNeXt', preset: 'playground-convnext', settings: {} },
  'small-batch': { label: 'batch 16', settings: { 'run.batch': 16, 'run.length': 2 * STEPS } },
  'large-batch': { label: 'batch 64', settings: { 'run.batch': 64, 'run.length': STEPS / 2 } },
  'more-cells': { label: '12 × 12 cells', settings: { 'views.crops.0.size': 96 } },
} as const satisfies Readonly<Record<string, Training>>;

export type TrainingName = keyof typeof TRAININGS;

export const TRAINING_NAMES = Object.keys(TRAININGS) as TrainingName[];

export function trainingOf(name: TrainingName): Training {
  return TRAININGS[name];
}

/** Each seed that a training is done with. */
export function seedsOf(name: TrainingName): readonly number[] {
  return Array.from({ length: trainingOf(name).seeds ?? SEEDS }, (_, place) => place + 1);
}

function presetOf(name: TrainingName): RunConfig {
  return findPreset(trainingOf(name).preset ?? DEFAULT_PRESET)!.config;
}

/** The configuration with other values at the paths of `settings`. @throws Failure where that is none; `what` names it */
export function withSettings(
  config: RunConfig,
  settings: Readonly<Record<string, FieldValue>>,
  what: string,
): RunConfig {
  const changed = Object.entries(settings).reduce<RunConfig>(
    (before, [path, value]) => setField(before, path, value) as RunConfig,
    config,
  );
  return parseConfig(changed, what);
}

/** The whole configuration of a training. @throws Failure where it is none, a defect of the table above. */
export function trainingConfig(name: TrainingName, seed = 1): RunConfig {
  const { settings } = trainingOf(name);
  const changes = { ...COMMON, ...settings, 'run.seed': seed };
  const config = withSettings(presetOf(name), changes, `The training ${name}`);
  const [conflict] = checkConfig(config);
  if (conflict !== undefined) throw new Error(`${name}: ${conflict.path}: ${conflict.message}.`);
  return config;
}

/**
 * The same for who looks on: with every report and all snapshots, which change nothing of the run.
 * @param steps in place of `STEPS`; a training that has more or fewer keeps the proportion
 */
export function watchedConfig(name: TrainingName, steps: number = STEPS): RunConfig {
  const config = trainingConfig(name);
  const { reportEvery, snapshotEvery } = presetOf(name).run;
  const length = Math.max(1, Math.round((config.run.length * steps) / STEPS));
  const { run, ...others } = steps === STEPS ? config : withLength(config, length);
  return { ...others, run: { ...run, reportEvery, snapshotEvery } };
}
