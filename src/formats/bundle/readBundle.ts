import { configFromBytes } from '../../config/configFile';
import { quoted } from '../../quoted';
import { isRecorded } from '../recorded/recordedRun';
import { safetensorsMetadata } from '../safetensors';
import { openEntries, type Entries } from './entries';
import { evaluationsFile } from './evaluationsFile';
import {
  CHECKPOINT,
  CONFIG,
  EVALUATIONS,
  MANIFEST,
  METRICS,
  MOST_SNAPSHOTS,
  mostBytes,
  snapshotName,
  WEIGHTS,
} from './files';
import { checked, jsonIn } from './json';
import { BUNDLE_VERSION, header, manifest, type Manifest } from './manifest';
import { readMetrics } from './metricsFile';
import { refused } from './refused';
import type { RunBundle } from './runBundle';
import { readSnapshot } from './snapshotFile';

/**
 * Reads what `writeBundle` wrote. Weights and checkpoint come as they are: who takes them reads them with their own
 * readers, which check them.
 *
 * @throws {Failure} `bundle_bad_*` that names the entry or field and the limit, `config_invalid`, `config_version`, and
 * those of `readSafetensors`
 */
export function readBundle(file: Uint8Array): RunBundle {
  const entries = openEntries(file);
  const known = readManifest(entries);
  checkFiles(known, entries);
  const { name, step, initialAlpha, data, environment } = known;
  return {
    name,
    step,
    initialAlpha,
    data,
    environment,
    config: configFromBytes(entries.bytes(CONFIG), CONFIG, 'Save the run again where it was made.'),
    metrics: readMetrics(entries.bytes(METRICS)),
    evaluations: checked(evaluationsFile, jsonIn(entries.bytes(EVALUATIONS), EVALUATIONS), EVALUATIONS),
    snapshots: Array.from({ length: MOST_SNAPSHOTS }, (_, index) => snapshotName(index))
      .filter((own) => entries.has(own))
      .map((own) => readSnapshot(entries.bytes(own), own)),
    weights: tensorsIn(entries, WEIGHTS),
    checkpoint: tensorsIn(entries, CHECKPOINT),
  };
}

function readManifest(entries: Entries): Manifest {
  const value = jsonIn(entries.bytes(MANIFEST), MANIFEST);
  if (isRecorded(value))
    throw refused(
      'recorded',
      'The file is a recorded run of the playground: its curves, matches and weights, without the state that a training goes on from.',
      undefined,
      'The page has these runs in Runs, under “Recorded runs”: play it there, and start from its weights.',
    );
  const { version } = checked(header, value, MANIFEST);
  if (version > BUNDLE_VERSION)
    throw refused(
      'version',
      `The file of the run has version ${version}; this playground reads up to version ${BUNDLE_VERSION}.`,
      undefined,
      'Open it in the newer playground that wrote it, or reload this page to get the newest one.',
    );
  return checked(manifest, value, MANIFEST);
}

/** The files that are read are those that the manifest names, each of its size. */
export function checkFiles({ files }: Pick<Manifest, 'files'>, entries: Entries): void {
  for (const { name, bytes } of files) {
    if (mostBytes(name) === undefined) continue;
    if (!entries.has(name)) throw refused('missing', `The file of the run lacks ${quoted(name)}.`);
    const size = entries.size(name);
    if (size !== bytes)
      throw refused('size', `${quoted(name)} has ${size} bytes; ${MANIFEST} says ${bytes}.`);
  }
}

/** A safetensors file, as a copy: what is handed on must not hold the whole bundle. */
export function tensorsIn(entries: Entries, name: string): Uint8Array {
  const bytes = entries.bytes(name).slice();
  safetensorsMetadata(bytes);
  return bytes;
}
