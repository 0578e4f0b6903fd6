import { Failure } from '../../failure';
import { quoted } from '../../quoted';
import { SEEDS, TRAINING_NAMES, seedsOf, trainingConfig, trainingOf } from '../../experiments/trainings';
import { OutFile } from '../files/outFile';
import { OutFolder } from '../files/outFolder';
import type { StartChild } from '../sweep/children';
import type { SweepPlan } from '../sweep/plan';
import { plannedTask } from '../sweep/pointTask';
import { prepare } from '../sweep/prepare';
import { runPoints } from '../sweep/runPoints';
import type { Speaker } from '../sweep/sweep';
import { collectResults } from './collectResults';
import { galleryPoint } from './galleryPoint';
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
 * @throws Failure where the folder cannot be used, and those of `writeNumbers` and `recordRuns`
 */
export async function gallery(
  options: GalleryOptions,
  start: StartChild,
  speaker: Speaker,
  signal: AbortSignal,
): Promise<void> {
  const { part, partial } = options;
  const out = OutFolder.open(options.out, true);
  try {
    if (out.note !== undefined) speaker.note(out.note);
    if (part !== 'recorded') await writeNumbers(options, start, speaker, signal);
    if (part !== 'experiments' && !partial && !signal.aborted)
      await recordRuns(options, PLAN, start, speaker, signal);
  } finally {
    out.close();
  }
}

/**
 * Trains and evaluates what is not done yet of the experiments' trainings, then writes their numbers for the page.
 * @throws Failure `sweep_incomplete` where some are not done, unless they are not asked for; those of `OutFile` and
 * `collectResults`
 */
async function writeNumbers(
  options: GalleryOptions,
  start: StartChild,
  speaker: Speaker,
  signal: AbortSignal,
): Promise<void> {
  const { out, partial } = options;
  const file = OutFile.open(options.results, {
    option: '--results',
    example: 'src/experiments/results.json',
    overwrite: true,
  });
  if (!partial) {
    await trainAll(options, start, speaker, signal);
    if (signal.aborted) return;
  }
  const { results, missing } = collectResults(out);
  if (missing.length > 0 && !partial) throw incomplete(missing);
  await file.write(`${JSON.stringify(results, null, 2)}\n`);
  speaker.note(`The numbers are in ${quoted(file.path)}.`);
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
    TRAINING_NAMES.filter((name) => seedsOf(name).includes(seed)).map((name) =>
      galleryPoint(name, trainingOf(name).label, seed, trainingConfig(name, seed)),
    ),
  );
  await prepare(out, PLAN, points, false);
  const tasks = points
    .map((point) => plannedTask(point, PLAN, out, backend))
    .filter(({ calls }) => calls().length > 0);
  note(`${points.length} trainings, of which ${points.length - tasks.length} are done.`);
  await runPoints(tasks, jobs, start, signal, tellOf(note));
}

function incomplete(missing: readonly string[]): Failure {
  return new Failure({
    code: 'sweep_incomplete',
    message: `${missing.length} trainings have no numbers: ${missing.join(', ')}.`,
    remedy: 'The same command tries those again and keeps the others; --partial writes what is there.',
  });
}
