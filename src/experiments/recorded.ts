import type { FieldValue } from '../config/describe';
import type { RunConfig } from '../config/runConfig';
import { trainingConfig, trainingOf, withSettings, type TrainingName } from './trainings';

/** @file The runs that are shipped with the page, for whoever has not trained one yet. `npm run gallery` makes them. */

export interface Recorded {
  /** In addresses and names of files; never change one. */
  readonly id: string;
  readonly training: TrainingName;
  readonly seed: number;
  /** What one sees in it, in a sentence. */
  readonly sentence: string;
}

/** The first one is played on a first visit. */
export const RECORDED: readonly [Recorded, ...Recorded[]] = [
  {
    id: 'base',
    training: 'base',
    seed: 1,
    sentence: 'The default settings: a global and a local loss.',
  },
  {
    id: 'global',
    training: 'global',
    seed: 1,
    sentence: 'VICReg alone, without the local loss: its maps are not trained to match.',
  },
  {
    id: 'local',
    training: 'local',
    seed: 1,
    sentence: 'The local loss alone: only cells are compared, never whole images.',
  },
  {
    id: 'no-variance',
    training: 'no-variance',
    seed: 1,
    sentence: 'Without the variance term the embeddings collapse to a point.',
  },
  {
    id: 'convnext',
    training: 'convnext',
    seed: 1,
    sentence: 'A small ConvNeXt in place of the ResNet: its cells see less of the image.',
  },
];

export function findRecorded(id: string): Recorded | undefined {
  return RECORDED.find((recorded) => recorded.id === id);
}

/** For a person, beside others: `α = 0.75`. */
export function recordedLabel({ training }: Recorded): string {
  return trainingOf(training).label;
}

/** Path of its file from the site's root. */
export function recordedPath({ id }: Recorded): string {
  return `recorded/${id}.zip`;
}

/** As long as the default preset, and reported as often. */
const LENGTH: Readonly<Record<string, FieldValue>> = {
  'run.length': 1000,
  'run.reportEvery': 1,
  'run.snapshotEvery': 10,
};

/** @throws Failure as `trainingConfig` */
export function recordedConfig({ training, seed }: Recorded): RunConfig {
  return withSettings(trainingConfig(training, seed), LENGTH, `The recorded run ${training}`);
}
