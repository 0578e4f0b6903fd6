import { configFromBytes } from '../../config/configFile';
import { openEntries } from '../bundle/entries';
import { evaluationsFile } from '../bundle/evaluationsFile';
import { CONFIG, EVALUATIONS, MANIFEST, METRICS, WEIGHTS } from '../bundle/files';
import { checked, jsonIn } from '../bundle/json';
import { readMetrics } from '../bundle/metricsFile';
import { checkFiles, tensorsIn } from '../bundle/readBundle';
import { readMoments } from './moments';
import { MOST_UNPACKED, recordedManifest, type RecordedRun } from './recordedRun';

/**
 * Reads what `writeRecorded` wrote; nothing of it is believed before it is checked.
 * @throws {Failure} `bundle_bad_*`, `config_invalid`, `config_version`, and those of `readSafetensors`
 */
export function readRecorded(file: Uint8Array): RecordedRun {
  const entries = openEntries(file, MOST_UNPACKED);
  const known = checked(recordedManifest, jsonIn(entries.bytes(MANIFEST), MANIFEST), MANIFEST);
  checkFiles(known, entries);
  const { name, step, initialAlpha, made, data, environment } = known;
  return {
    ...{ name, step, initialAlpha, made, data, environment },
    config: configFromBytes(entries.bytes(CONFIG), CONFIG, 'Reload the page to get its newest version.'),
    metrics: readMetrics(entries.bytes(METRICS)),
    evaluations: checked(evaluationsFile, jsonIn(entries.bytes(EVALUATIONS), EVALUATIONS), EVALUATIONS),
    snapshots: readMoments(entries),
    weights: tensorsIn(entries, WEIGHTS),
  };
}
