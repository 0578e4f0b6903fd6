import { zipSync, type Zippable } from 'fflate';
import { parseConfig } from '../../config/parse';
import { Failure } from '../../failure';
import { quoted } from '../../quoted';
import { evaluationsFile } from '../bundle/evaluationsFile';
import { CONFIG, EVALUATIONS, MANIFEST, METRICS, WEIGHTS } from '../bundle/files';
import { checked, jsonText } from '../bundle/json';
import { metricsToJsonLines } from '../metrics';
import { NO_TIME } from '../zip/zipFiles';
import { halvedWeights } from './halves';
import { writeMoments } from './moments';
import { MOST_RECORDED, recordedHead, recordedManifest, type RecordedRun } from './recordedRun';
import { thinnedMoments, thinnedReports } from './thinned';

/** Halves of floats hardly get smaller; it is worth the time where every kilobyte is sent to every visitor. */
const PACKED = { level: 9, mtime: NO_TIME } as const;

/**
 * A recorded run as one zip file, which `readRecorded` reads: thinned, its weights in 16 bits. The same run gives the same bytes.
 * @throws {Failure} `storage_failed` where it would be larger than `MOST_RECORDED` bytes, and those of `writeBundle` for
 * values that could not be read again
 */
export function writeRecorded(run: RecordedRun): Uint8Array {
  const { name, step, initialAlpha, made, data, environment } = run;
  const encoder = new TextEncoder();
  const text = (content: string) => encoder.encode(content);
  const files = new Map<string, Uint8Array>([
    [CONFIG, text(jsonText(parseConfig(run.config, 'The run')))],
    [METRICS, text(metricsToJsonLines(thinnedReports(run.metrics)))],
    [EVALUATIONS, text(jsonText(checked(evaluationsFile, run.evaluations, EVALUATIONS)))],
    ...writeMoments(thinnedMoments(run.snapshots)),
    [WEIGHTS, halvedWeights(run.weights)],
  ]);
  const listed = [...files].map(([file, bytes]) => ({ name: file, bytes: bytes.length }));
  const head = { ...recordedHead, name, step, initialAlpha, made, data, environment, files: listed };
  const manifest = jsonText(checked(recordedManifest, head, MANIFEST));
  const zip: Zippable = { [MANIFEST]: text(manifest), ...Object.fromEntries(files) };
  const file = zipSync(zip, PACKED);
  if (file.length > MOST_RECORDED)
    throw new Failure({
      code: 'storage_failed',
      message: `The recorded run ${quoted(name)} has ${file.length} bytes; at most ${MOST_RECORDED} are shipped.`,
      doing: 'writing a recorded run',
      remedy: 'Record a smaller model, or keep fewer pictures of it.',
    });
  return file;
}
