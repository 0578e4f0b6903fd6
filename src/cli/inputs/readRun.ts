import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Failure } from '../../failure';
import { evaluationsFile } from '../../formats/bundle/evaluationsFile';
import {
  CHECKPOINT,
  CONFIG,
  EVALUATIONS,
  METRICS,
  MOST_BYTES,
  MOST_SNAPSHOTS,
  mostBytes,
  RUN,
  snapshotName,
} from '../../formats/bundle/files';
import { checked, jsonIn } from '../../formats/bundle/json';
import { origin } from '../../formats/bundle/manifest';
import { readMetrics } from '../../formats/bundle/metricsFile';
import { readBundle } from '../../formats/bundle/readBundle';
import { refused } from '../../formats/bundle/refused';
import type { SubjectReport } from '../../formats/bundle/runBundle';
import { readSnapshot } from '../../formats/bundle/snapshotFile';
import type { ReportedRun } from '../../formats/report/reportHtml';
import { quoted } from '../../quoted';
import { checkpointStand } from '../../training/checkpoint';
import { readFailure } from '../files/fileFailures';
import { RESULTS } from '../files/outFolder';
import { readConfigFile } from './configFile';

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Reads a run from its folder, or from the file of a whole run.
 * @throws Failure `data_missing` where there is none, `data_unreadable`, `bundle_bad_*`, `config_invalid`,
 * `checkpoint_bad_*`
 */
export async function readRun(path: string): Promise<ReportedRun> {
  if (!existsSync(path)) throw missing(path, 'there is nothing of this name');
  if (!isFolder(path)) return readBundle(await bytesOf(path, MOST_BYTES));
  if (!existsSync(join(path, METRICS))) throw missing(path, `it has no ${METRICS}`);
  const metrics = readMetrics(await bytesIn(path, METRICS));
  const { trainedOn, environment } = await originOf(path);
  return {
    name: basename(resolve(path)),
    config: await readConfigFile(join(path, CONFIG)),
    metrics,
    step: (await checkpointStep(path)) ?? metrics.at(-1)?.step ?? 0,
    evaluations: await evaluationsOf(path),
    snapshots: await Promise.all(
      Array.from({ length: MOST_SNAPSHOTS }, (_, index) => snapshotName(index))
        .filter((name) => existsSync(join(path, name)))
        .map(async (name) => readSnapshot(await bytesIn(path, name), name)),
    ),
    ...(trainedOn === undefined ? {} : { data: trainedOn }),
    ...(environment === undefined ? {} : { environment }),
  };
}

/** Folders of earlier versions do not say. */
async function originOf(folder: string) {
  if (!existsSync(join(folder, RUN))) return {};
  return checked(origin, jsonIn(await bytesIn(folder, RUN), RUN), RUN);
}

async function checkpointStep(folder: string): Promise<number | undefined> {
  if (!existsSync(join(folder, CHECKPOINT))) return undefined;
  return checkpointStand(await bytesIn(folder, CHECKPOINT)).step;
}

/** Those of a bundle that was unpacked, and the one that `train --probe` has written. */
async function evaluationsOf(folder: string): Promise<readonly SubjectReport[]> {
  if (existsSync(join(folder, EVALUATIONS)))
    return checked(evaluationsFile, jsonIn(await bytesIn(folder, EVALUATIONS), EVALUATIONS), EVALUATIONS);
  const name = RESULTS.evaluation;
  if (!existsSync(join(folder, name))) return [];
  const report = jsonIn(await bytesIn(folder, name), name);
  return checked(evaluationsFile, [{ subject: 'weights', report }], name);
}

function bytesIn(folder: string, name: string): Promise<Uint8Array> {
  return bytesOf(join(folder, name), mostBytes(name) ?? mostBytes(EVALUATIONS)!);
}

/** A file that is no larger than `most`, so that no device or film is read to its end. */
async function bytesOf(path: string, most: number): Promise<Uint8Array> {
  const found = statSync(path);
  if (!found.isFile()) throw missing(path, 'it is no file');
  if (found.size > most)
    throw refused('size', `${quoted(path)} has ${found.size} bytes; at most ${most} are read.`);
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw readFailure(path, error);
  }
}

function missing(path: string, reason: string): Failure {
  return new Failure({
    code: 'data_missing',
    message: `There is no run in ${quoted(path)}: ${reason}.`,
    doing: 'reading a run',
    remedy: 'Give the --out of a training, or a file that train --bundle or the page has written.',
  });
}
