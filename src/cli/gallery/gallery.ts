import { durationText } from '../../durationText';
import {
  SEEDS,
  TRAINING_NAMES,
  trainingConfig,
  trainingOf,
  type TrainingName,
} from '../../experiments/trainings';
import type { ProbeName } from '../../reports/evaluation';
import { pointId } from '../../sweep/pointId';
import { lockHolder } from '../files/lock';
import type { StartChild } from '../sweep/children';
import { callsOf } from '../sweep/commands';
import type { SweepPlan } from '../sweep/plan';
import { PointFolder } from '../sweep/pointFolder';
import { prepare, type RunnablePoint } from '../sweep/prepare';
import { runPoints } from '../sweep/runPoints';
import type { Speaker } from '../sweep/sweep';
import type { GalleryOptions } from './options';

const PROBES: readonly ProbeName[] = ['linear', 'knn', 'segmentation', 'matching'];

const PLAN: SweepPlan = {
  spec: { base: trainingConfig('base'), axes: [], seeds: [1] },
  data: 'synthetic',
  probes: PROBES,
};

/** Trains and evaluates what is not done yet of the experiments' trainings, the first seed of all first. */
export async function gallery(
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
  await runPoints(tasks, jobs, start, signal, {
    onEnd: ({ id, folder }, how, seconds) =>
      note(`${id} ${how === 'failed' ? `failed: ${folder.lastWords ?? ''}` : how} (${durationText(seconds)})`),
    onWait: ({ id }, pid) => note(`${id}: waiting for process ${pid}, which works on it.`),
  });
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
