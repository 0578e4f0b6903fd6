import { PbfWriter } from 'pbf';
import type { MetricsEntry } from '../../reports/metricsEntry';
import { maskedCrc32c } from './crc32c';
import { taggedValues } from './tags';

/**
 * @file Event files of TensorBoard: records of TensorFlow (length, its checksum, data, its checksum), each an `Event`
 * (tensorflow/core/util/event.proto).
 */

const VERSION = 'brain.Event:2';
const [LENGTH_BYTES, CRC_BYTES] = [8, 4] as const;

/**
 * The metrics of a run as TensorBoard reads them: a scalar for each measure of each reported step.
 * @param startedAt seconds since 1970 at which the run began; a step's time is that plus its training time.
 */
export function tensorboardEvents(
  metrics: readonly Partial<MetricsEntry>[],
  startedAt: number,
): Uint8Array<ArrayBuffer> {
  const records = [record(event(startedAt, 0, (pbf) => pbf.writeStringField(3, VERSION)))];
  let seconds = 0;
  for (const line of metrics) {
    seconds = line.seconds ?? seconds;
    const values = taggedValues(line);
    if (values.length === 0) continue;
    const summary = event(startedAt + seconds, line.step ?? 0, (pbf) =>
      pbf.writeMessage(5, writeSummary, values),
    );
    records.push(record(summary));
  }
  const whole = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const bytes of records) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}

/** What TensorBoard looks for in a folder. */
export function eventsFileName(startedAt: number): string {
  return `events.out.tfevents.${Math.floor(startedAt)}.vicregl`;
}

function event(wallTime: number, step: number, write: (pbf: PbfWriter) => void): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeDoubleField(1, wallTime);
  pbf.writeVarintField(2, step);
  write(pbf);
  return pbf.finish();
}

function writeSummary(values: readonly (readonly [string, number])[], pbf: PbfWriter): void {
  for (const value of values) pbf.writeMessage(1, writeValue, value);
}

function writeValue([tag, value]: readonly [string, number], pbf: PbfWriter): void {
  pbf.writeStringField(1, tag);
  pbf.writeFloatField(2, value);
}

function record(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES + CRC_BYTES + data.length + CRC_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(LENGTH_BYTES, maskedCrc32c(bytes.subarray(0, LENGTH_BYTES)), true);
  bytes.set(data, LENGTH_BYTES + CRC_BYTES);
  view.setUint32(LENGTH_BYTES + CRC_BYTES + data.length, maskedCrc32c(data), true);
  return bytes;
}
