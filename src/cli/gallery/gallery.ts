import { mkdir } from 'node:fs/promises';
import {
  SEEDS,
  TRAINING_NAMES,
  trainingConfig,
  trainingOf,
  type TrainingName,
} from '../../experiments/trainings';
import type { ProbeName } from '../../reports/evaluation';
import { pointId } from '../../sweep/pointId';
import { writeFailure } from '../files/fileFailures';
import { lockHolder } from '../files/lock';
import type { StartChild } from '../sweep/children';
import { callsOf } from '../sweep/commands';
import type { SweepPlan } from '../sweep/plan';
import { PointFolder } from '../sweep/pointFolder';
import { prepare, type RunnablePoint } from '../sweep/prepare';
import { runPoints } from '../sweep/runPoints';
import type { Speaker } from '../sweep/sweep';
import type { GalleryOptions } from './options';
import { recordRuns } from './recorded';
import { tellOf } from './tell';

const PROBES: readonly ProbeName[] = ['linear', 'knn', 'segmentation', 'matching'];

const PLAN: SweepPlan = {
  spec: { base: trainingConfig('base'), axes: [], seeds: [1] },
  data: 'synthetic',
  probes: PROBES,
};

/**
 * Makes all that the page's gallery shows, or the part that is asked for.
 * @throws Failure where the folder cannot be written to, and those of `recordRuns`
 */
export async function gallery(
  options: GalleryOptions,
  start: StartChild,
  speaker: Speaker,
  signal: AbortSignal,
): Promise<void> {
  const { out, part } = options;
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(out, error);
  });
  if (part !== 'recorded') await trainExperiments(options, start, speaker, signal);
  if (part !== 'experiments' && !signal.aborted) await recordRuns(options, PLAN, start, speaker, signal);
}

/** Trains and evaluates what is not done yet of the experiments' trainings, the first seed of all first. */
async function trainExperiments(
  { out, jobs, backend }: GalleryOptions,
  start: StartChild,
  { note }: Speaker,
  signal: AbortSignal,
): Promise<void> {
  const points = [...Array(SEEDS).keys()].flatMap((seed) =>
    TRAINING_NAMES.filter((name) => seed < (trainingOf(name).seeds ?? SEEDS)).map((name) =>
      pointOf(name, seed + 1),
    ),
  );
  await prepare(out, PLAN, points, false);
  const tasks = points
    .map((point) => {
      const folder = new PointFolder(out, point.id);
      return {
        id: point.id,
        folder,
        calls: () => callsOf(point, folder, PLAN, backend),
        heldBy: () => lockHolder(folder.path),
      };
    })
    .filter(({ calls }) => calls().length > 0);
  note(`${points.length} trainings, of which ${points.length - tasks.length} are done.`);
  await runPoints(tasks, jobs, start, signal, tellOf(note));
}

function pointOf(name: TrainingName, seed: number): RunnablePoint {
  const { label } = trainingOf(name);
  return {
    id: pointId(name, seed),
    group: name,
    label,
    settings: [],
    seed,
    config: trainingConfig(name, seed),
  };
}
