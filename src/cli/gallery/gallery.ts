import { mkdir } from 'node:fs/promises';
import { Failure } from '../../failure';
import { quoted } from '../../quoted';
import {
  SEEDS,
  TRAINING_NAMES,
  seedsOf,
  trainingConfig,
  trainingOf,
  type TrainingName,
} from '../../experiments/trainings';
import { pointId } from '../../sweep/pointId';
import { writeAtomically } from '../files/atomicFile';
import { writeFailure } from '../files/fileFailures';
import { lockHolder } from '../files/lock';
import type { StartChild } from '../sweep/children';
import { callsOf } from '../sweep/commands';
import type { SweepPlan } from '../sweep/plan';
import { PointFolder } from '../sweep/pointFolder';
import { prepare, type RunnablePoint } from '../sweep/prepare';
import { runPoints } from '../sweep/runPoints';
import type { Speaker } from '../sweep/sweep';
import { collectResults } from './collectResults';
import type { GalleryOptions } from './options';
import { GALLERY_PROBES } from './probes';
import { recordRuns } from './recorded';
import { tellOf } from './tell';

const PLAN: SweepPlan = {
  spec: { base: trainingConfig('base'), axes: [], seeds: [1] },
  data: 'synthetic',
  probes: GALLERY_PROBES,
};

/**
 * Makes all that the page's gallery shows, or the part that is asked for.
 * @throws Failure where the folder cannot be written to, and those of `writeNumbers` and `recordRuns`
 */
export async function gallery(
  options: GalleryOptions,
  start: StartChild,
  speaker: Speaker,
  signal: AbortSignal,
): Promise<void> {
  const { out, part, partial } = options;
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(out, error);
  });
  if (part !== 'recorded') await writeNumbers(options, start, speaker, signal);
  if (part !== 'experiments' && !partial && !signal.aborted)
    await recordRuns(options, PLAN, start, speaker, signal);
}

/**
 * Trains and evaluates what is not done yet of the experiments' trainings, then writes their numbers for the page.
 * @throws Failure `sweep_incomplete` where some are not done, unless they are not asked for; those of `collectResults`
 */
async function writeNumbers(
  options: GalleryOptions,
  start: StartChild,
  speaker: Speaker,
  signal: AbortSignal,
): Promise<void> {
  const { out, results: file, partial } = options;
  if (!partial) {
    await trainAll(options, start, speaker, signal);
    if (signal.aborted) return;
  }
  const { results, missing } = collectResults(out);
  if (missing.length > 0 && !partial) throw incomplete(missing);
  await writeAtomically(file, `${JSON.stringify(results, null, 2)}\n`).catch((error: unknown) => {
    throw writeFailure(file, error);
  });
  speaker.note(`The numbers are in ${quoted(file)}.`);
  if (missing.length > 0) speaker.note(`Not done yet: ${missing.join(', ')}.`);
}

/** The first seed of all comes first, so that something of everything is there early. */
async function trainAll(
  { out, jobs, backend }: GalleryOptions,
  start: StartChild,
  { note }: Speaker,
  signal: AbortSignal,
): Promise<void> {
  const points = Array.from({ length: SEEDS }, (_, place) => place + 1).flatMap((seed) =>
    TRAINING_NAMES.filter((name) => seedsOf(name).includes(seed)).map((name) => pointOf(name, seed)),
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

function incomplete(missing: readonly string[]): Failure {
  return new Failure({
    code: 'sweep_incomplete',
    message: `${missing.length} trainings have no numbers: ${missing.join(', ')}.`,
    remedy: 'The same command tries those again and keeps the others; --partial writes what is there.',
  });
}
