import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { RECORDED, recordedConfig, recordedLabel, type Recorded } from '../../experiments/recorded';
import { Failure } from '../../failure';
import { MOST_SNAPSHOTS } from '../../formats/bundle/files';
import { readBundle } from '../../formats/bundle/readBundle';
import { halvedWeights } from '../../formats/recorded/halves';
import { writeRecorded } from '../../formats/recorded/writeRecorded';
import { quotedList } from '../../quoted';
import { pointId } from '../../sweep/pointId';
import { writeAtomically } from '../files/atomicFile';
import { writeFailure } from '../files/fileFailures';
import { lockHolder } from '../files/lock';
import type { StartChild } from '../sweep/children';
import type { ProgramCall } from '../sweep/commands';
import type { SweepPlan } from '../sweep/plan';
import { PointFolder } from '../sweep/pointFolder';
import { prepare, type RunnablePoint } from '../sweep/prepare';
import { runPoints } from '../sweep/runPoints';
import type { Speaker } from '../sweep/sweep';
import type { GalleryOptions } from './options';
import { tellOf } from './tell';

/** A recorded run on its way, and the folder in which it is made. */
interface Recording {
  readonly recorded: Recorded;
  readonly folder: PointFolder;
  /** The whole run, as `train --bundle` writes it. */
  readonly bundle: string;
  /** Its weights in 16 bits, which are what is shipped and so what is evaluated. */
  readonly halves: string;
}

/**
 * Trains the runs that are shipped with the page, as far as they are not done yet, evaluates their weights in 16 bits, and
 * writes their files.
 * @throws Failure where a training or an evaluation failed, and where a file is larger than what is shipped
 */
export async function recordRuns(
  { out, recorded: to, jobs, backend }: GalleryOptions,
  plan: SweepPlan,
  start: StartChild,
  { note }: Pick<Speaker, 'note'>,
  signal: AbortSignal,
): Promise<void> {
  const recordings = RECORDED.map((recorded) => recordingIn(out, recorded));
  await prepare(out, plan, recordings.map(pointOf), false);
  const common = ['--data', plan.data, '--backend', backend, '--overwrite'];
  const runAll = async (calls: (recording: Recording) => readonly ProgramCall[]): Promise<void> => {
    const tasks = recordings
      .filter((recording) => calls(recording).length > 0)
      .map((recording) => ({
        id: pointOf(recording).id,
        folder: recording.folder,
        calls: () => calls(recording),
        heldBy: () => lockHolder(recording.folder.path),
      }));
    await runPoints(tasks, jobs, start, signal, tellOf(note));
    const left = recordings.filter((recording) => calls(recording).length > 0);
    if (left.length > 0) throw unfinished(left);
  };

  await runAll(({ folder, bundle }) => {
    const pictures = ['--bundle', bundle, '--pictures', String(MOST_SNAPSHOTS)];
    const args = ['--config', folder.file('wanted'), '--out', folder.path, ...pictures, ...common];
    return folder.isTrained && existsSync(bundle) ? [] : [{ program: 'train', args, continues: false }];
  });
  for (const { bundle, halves } of recordings) {
    const { weights } = readBundle(await readFile(bundle));
    await write(halves, halvedWeights(weights));
  }
  await runAll(({ recorded, folder, halves }) => {
    const subject = ['--weights', halves, '--config', folder.file('config'), '--seed', String(recorded.seed)];
    const args = [
      ...subject,
      ...common,
      '--probe',
      plan.probes.join(','),
      '--out',
      folder.file('evaluation'),
    ];
    return folder.report(plan.probes) === undefined ? [{ program: 'eval', args, continues: true }] : [];
  });
  await mkdir(to, { recursive: true });
  for (const recording of recordings) {
    const { recorded } = recording;
    const bytes = await recordedFile(recording, plan);
    const path = join(to, `${recorded.id}.zip`);
    await write(path, bytes);
    note(`${path}: ${recordedLabel(recorded)}, ${bytes.length.toLocaleString('en')} bytes`);
  }
}

function recordingIn(out: string, recorded: Recorded): Recording {
  const folder = new PointFolder(out, pointId(`recorded-${recorded.id}`, recorded.seed));
  const own = (name: string) => join(folder.path, name);
  return { recorded, folder, bundle: own('run.zip'), halves: own('halves.safetensors') };
}

function pointOf({ recorded }: Recording): RunnablePoint {
  const { id, seed } = recorded;
  const group = `recorded-${id}`;
  const config = recordedConfig(recorded);
  return { id: pointId(group, seed), group, label: recordedLabel(recorded), settings: [], seed, config };
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

function machineText(): string {
  const [first] = cpus();
  return `${cpus().length} cores, ${first?.model.trim() ?? 'unknown processor'}`;
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await writeAtomically(path, bytes).catch((error: unknown) => {
    throw writeFailure(path, error);
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
