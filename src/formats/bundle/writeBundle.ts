import { zipSync, type Zippable } from 'fflate';
import { parseConfig } from '../../config/parse';
import { Failure } from '../../failure';
import { metricsToJsonLines } from '../metrics';
import { evaluationsFile } from './evaluationsFile';
import {
  CHECKPOINT,
  CONFIG,
  EVALUATIONS,
  MANIFEST,
  METRICS,
  MOST_BYTES,
  MOST_SNAPSHOTS,
  README,
  RUN,
  snapshotName,
  WEIGHTS,
} from './files';
import { checked, jsonText } from './json';
import { BUNDLE_FORMAT, BUNDLE_VERSION, manifest } from './manifest';
import { readmeText } from './readme';
import type { RunBundle } from './runBundle';
import { NO_TIME } from '../zip/zipFiles';
import { runRecord } from './runRecord';
import { writeSnapshot } from './snapshotFile';

const [STORED, DEFLATED] = [0, 6] as const;

/**
 * A run as one zip file, which `readBundle` reads; the same run gives the same bytes. Of more than `MOST_SNAPSHOTS`
 * pictures, the last are written.
 *
 * @throws {Failure} `storage_failed` where it would be larger than what is read, and those of `readBundle` for values
 * that could not be read again
 */
export function writeBundle(run: RunBundle): Uint8Array {
  const { config, metrics, evaluations, data, environment, weights, checkpoint } = run;
  const snapshots = run.snapshots.slice(-MOST_SNAPSHOTS);
  const texts: Record<string, string> = {
    [CONFIG]: jsonText(parseConfig(config, 'The run')),
    [METRICS]: metricsToJsonLines(metrics),
    [EVALUATIONS]: jsonText(checked(evaluationsFile, evaluations, EVALUATIONS)),
    [RUN]: runRecord(run),
    [README]: readmeText({ ...run, snapshots }),
  };
  const encoder = new TextEncoder();
  const files = [
    ...Object.entries(texts).map(([name, text]) => ({ name, bytes: encoder.encode(text), level: DEFLATED })),
    ...snapshots.map((snapshot, index) => ({
      name: snapshotName(index),
      bytes: writeSnapshot(snapshot),
      level: DEFLATED,
    })),
    { name: WEIGHTS, bytes: weights, level: STORED },
    { name: CHECKPOINT, bytes: checkpoint, level: STORED },
  ];
  const head = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    name: run.name,
    step: run.step,
    initialAlpha: run.initialAlpha,
    data,
    environment,
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  };
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > MOST_BYTES)
    throw new Failure({
      code: 'storage_failed',
      message: `The run has ${total} bytes, more than the ${MOST_BYTES} that fit into one file.`,
      doing: 'saving the whole run',
      remedy: 'Save its weights and its metrics each by itself.',
    });
  const zip: Zippable = {
    [MANIFEST]: [encoder.encode(jsonText(checked(manifest, head, MANIFEST))), { level: DEFLATED }],
  };
  for (const { name, bytes, level } of files) zip[name] = [bytes, { level }];
  return zipSync(zip, { mtime: NO_TIME });
}
