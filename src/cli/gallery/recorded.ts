import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORDED, recordedConfig, recordedLabel, type Recorded } from '../../experiments/recorded';
import { Failure } from '../../failure';
import { MOST_SNAPSHOTS } from '../../formats/bundle/files';
import { readBundle } from '../../formats/bundle/readBundle';
import { halvedWeights } from '../../formats/recorded/halves';
import { writeRecorded } from '../../formats/recorded/writeRecorded';
import { quotedList } from '../../quoted';
import { pointId } from '../../sweep/pointId';
import { OutFile } from '../files/outFile';
import { writeResult } from '../files/resultFile';
import { machineText } from '../process/machine';
import type { StartChild } from '../sweep/children';
import type { ProgramCall } from '../sweep/commands';
import type { SweepPlan } from '../sweep/plan';
import { PointFolder } from '../sweep/pointFolder';
import { pointTask } from '../sweep/pointTask';
import { prepare, type RunnablePoint } from '../sweep/prepare';
import { runPoints } from '../sweep/runPoints';
import type { Speaker } from '../sweep/sweep';
import { galleryPoint } from './galleryPoint';
import type { GalleryOptions } from './options';
import { tellOf } from './tell';

/** A recorded run on its way, and the folder in which it is made. */
interface Recording {
  readonly recorded: Recorded;
  readonly folder: PointFolder;
  /** What is shipped. */
  readonly file: OutFile;
  /** The whole run, as `train --bundle` writes it. */
  readonly bundle: string;
  /** Its weights in 16 bits, which are what is shipped and so what is evaluated. */
  readonly halves: string;
}

/**
 * Trains the runs that are shipped with the page, as far as they are not done yet, evaluates their weights in 16 bits, and
 * writes their files. Each is written as soon as it is done; one that fails does not end the others.
 * @throws Failure where some are not done, and where a file is larger than what is shipped
 */
export async function recordRuns(
  { out, recorded: to, jobs, backend }: GalleryOptions,
  plan: SweepPlan,
  start: StartChild,
  { note }: Pick<Speaker, 'note'>,
  signal: AbortSignal,
): Promise<void> {
  const recordings = RECORDED.map((recorded) => recordingIn(out, recorded, to));
  await prepare(out, plan, recordings.map(pointOf), false);
  const common = ['--data', plan.data, '--backend', backend, '--overwrite'];

  /** Runs what is left to be run for a recording. True when nothing is left. */
  async function run(recording: Recording, calls: () => readonly ProgramCall[]): Promise<boolean> {
    const { folder } = recording;
    const task = pointTask(pointOf(recording).id, folder, calls);
    if (calls().length > 0) await runPoints([task], 1, start, signal, tellOf(note));
    return calls().length === 0;
  }

  const trained = (recording: Recording) =>
    run(recording, () => {
      const { folder, bundle } = recording;
      const pictures = ['--bundle', bundle, '--pictures', String(MOST_SNAPSHOTS)];
      const args = ['--config', folder.file('wanted'), '--out', folder.path, ...pictures, ...common];
      return folder.isTrained && existsSync(bundle) ? [] : [{ program: 'train', args, continues: false }];
    });
  const evaluated = (recording: Recording) =>
    run(recording, () => {
      const { folder, halves, recorded } = recording;
      const subject = ['--weights', halves, '--config', folder.file('config')];
      const how = ['--seed', String(recorded.seed), '--probe', plan.probes.join(',')];
      const args = [...subject, ...common, ...how, '--out', folder.file('evaluation')];
      return folder.report(plan.probes) === undefined ? [{ program: 'eval', args, continues: true }] : [];
    });

  async function isDone(recording: Recording): Promise<boolean> {
    if (!(await trained(recording))) return false;
    await halve(recording);
    if (!(await evaluated(recording))) return false;
    const { recorded, file } = recording;
    const bytes = await recordedFile(recording, plan);
    await file.write(bytes);
    note(`${file.path}: ${recordedLabel(recorded)}, ${bytes.length.toLocaleString('en')} bytes`);
    return true;
  }

  const left: Recording[] = [];
  const queue = [...recordings];
  async function work(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      if (!(await isDone(next))) left.push(next);
  }
  await Promise.all(Array.from({ length: jobs }, work));
  if (left.length > 0) throw unfinished(left);
}

/** Writes the weights of the bundle in 16 bits. Where they are others than before, what was measured of those goes. */
async function halve({ bundle, halves, folder }: Recording): Promise<void> {
  const { weights } = readBundle(await readFile(bundle));
  const bytes = halvedWeights(weights);
  if (existsSync(halves) && Buffer.compare(bytes, await readFile(halves)) === 0) return;
  await rm(folder.file('evaluation'), { force: true });
  await writeResult(halves, bytes);
}

const groupOf = ({ id }: Recorded): string => `recorded-${id}`;

function recordingIn(out: string, recorded: Recorded, to: string): Recording {
  const folder = new PointFolder(out, pointId(groupOf(recorded), recorded.seed));
  const own = (name: string) => join(folder.path, name);
  const file = OutFile.open(join(to, `${recorded.id}.zip`), {
    option: '--recorded',
    example: 'public/recorded',
    overwrite: true,
  });
  return { recorded, folder, file, bundle: own('run.zip'), halves: own('halves.safetensors') };
}

function pointOf({ recorded }: Recording): RunnablePoint {
  const config = recordedConfig(recorded);
  return galleryPoint(groupOf(recorded), recordedLabel(recorded), recorded.seed, config);
}

async function recordedFile({ recorded, folder, bundle }: Recording, plan: SweepPlan): Promise<Uint8Array> {
  const run = readBundle(await readFile(bundle));
  const report = folder.report(plan.probes)!;
  // Where the weights lay is nobody's business.
  const subject = `weights of step ${run.step} in 16 bits`;
  return writeRecorded({
    ...run,
    name: recorded.id,
    evaluations: [{ subject: 'weights', report: { ...report, subject } }],
    made: { command: 'npm run gallery', seed: recorded.seed, machine: machineText() },
  });
}

function unfinished(left: readonly Recording[]): Failure {
  return new Failure({
    code: 'sweep_incomplete',
    message: `Recorded runs that are not done: ${quotedList(left.map(({ recorded }) => recorded.id))}.`,
    doing: 'recording runs',
    remedy: 'Run the command again: what is done is kept.',
  });
}
