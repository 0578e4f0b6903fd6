import { metricsFromJsonLines } from '../metrics';
import { MEASURE_LIST } from '../../reports/measures';
import { numberOf } from '../../reports/metricsEntry';
import { failureInfo } from '../../failure';
import { METRICS } from './files';
import { refused } from './refused';
import type { MetricsLine } from './runBundle';

const MOST_LINES = 1_000_000;
/** Bytes of a line; ours have less than one kilobyte. */
const MOST_LINE = 16_384;
const NEWLINE = 10;

/**
 * Reads `metrics.jsonl`. What is not a number, which JSON writes as null, is NaN.
 * @throws {Failure} `bundle_bad_metrics` that names the line and the column: a line that is no record, a step that does
 * not rise, a number that is not finite
 */
export function readMetrics(bytes: Uint8Array): MetricsLine[] {
  const decoder = new TextDecoder();
  const lines: MetricsLine[] = [];
  let before = -1;
  for (let at = 0; at < bytes.length;) {
    const next = bytes.indexOf(NEWLINE, at);
    const end = next < 0 ? bytes.length : next;
    const place = `Line ${lines.length + 1} of ${METRICS}`;
    if (end - at > MOST_LINE) throw wrong(`${place} has more than ${MOST_LINE} bytes.`);
    if (lines.length === MOST_LINES) throw wrong(`${METRICS} has more than ${MOST_LINES} lines.`);
    const entry = entryIn(decoder.decode(bytes.subarray(at, end)), place);
    if (!(Number.isSafeInteger(entry.step) && entry.step > before))
      throw wrong(`${place} has a step that is not a whole number above ${before}.`);
    before = entry.step;
    lines.push(entry);
    at = end + 1;
  }
  return lines;
}

function entryIn(line: string, place: string): MetricsLine {
  let entry: MetricsLine | undefined;
  try {
    [entry] = metricsFromJsonLines(line);
  } catch (error) {
    throw wrong(`${place} cannot be read. ${failureInfo(error).message}`, error);
  }
  if (entry === undefined) throw wrong(`${place} is empty.`);
  for (const { key, name } of MEASURE_LIST) {
    const value = numberOf(entry, key);
    if (value === Infinity || value === -Infinity)
      throw wrong(`${place} has a number in "${name}" that is too large.`);
  }
  return entry;
}

function wrong(message: string, cause?: unknown) {
  return refused('metrics', message, cause);
}
