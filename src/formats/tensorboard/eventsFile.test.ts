import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { MEASURE_LIST } from '../../reports/measures';
import { readMetrics } from '../bundle/metricsFile';
import { crc32c, maskedCrc32c } from './crc32c';
import { eventsFileName, tensorboardEvents } from './eventsFile';
import { taggedValues } from './tags';
import { wandbLines } from './wandbLines';

const METRICS = readMetrics(
  new TextEncoder().encode(
    [
      '{"step":0,"matching_accuracy_features":0.5,"matching_accuracy_embeddings":0.25,"matching_accuracy_chance":0.125,"matches_counted":388}',
      '{"step":1,"seconds":2.5,"alpha":0.75,"learning_rate":0.5,"loss":25.5}',
      '{"step":3000000000,"seconds":5,"alpha":0.75,"learning_rate":0.5,"loss":24}',
      '',
    ].join('\n'),
  ),
);
const STARTED = 1_700_000_000;

interface Event {
  time: number;
  step: number;
  version?: string;
  values: Record<string, number>;
}

/** Reads records by TensorFlow's description of them; every checksum must fit. */
function events(file: Uint8Array): Event[] {
  const view = new DataView(file.buffer, file.byteOffset);
  const found: Event[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(view.getBigUint64(at, true));
    expect(view.getUint32(at + 8, true)).toBe(maskedCrc32c(file.subarray(at, at + 8)));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(view.getUint32(at + 12 + length, true)).toBe(maskedCrc32c(data));
    found.push(eventOf(data));
    at += 16 + length;
  }
  return found;
}

function eventOf(data: Uint8Array): Event {
  const event: Event = { time: 0, step: 0, values: {} };
  new PbfReader(data).readFields((tag, _, pbf) => {
    if (tag === 1) event.time = pbf.readDouble();
    if (tag === 2) event.step = pbf.readVarint();
    if (tag === 3) event.version = pbf.readString();
    if (tag === 5)
      pbf.readMessage((field) => {
        if (field !== 1) return;
        let [name, value] = ['', NaN];
        pbf.readMessage((part) => {
          if (part === 1) name = pbf.readString();
          if (part === 2) value = pbf.readFloat();
        }, undefined);
        event.values[name] = value;
      }, undefined);
  }, undefined);
  return event;
}

describe('TensorBoard', () => {
  it('has the checksum of the standard’s examples', () => {
    expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  });

  it('writes a scalar for each measure of each step, with steps and times', () => {
    const [head, ...rest] = events(tensorboardEvents(METRICS, STARTED));
    expect(head).toEqual({ time: STARTED, step: 0, version: 'brain.Event:2', values: {} });
    expect(rest.map(({ step, time }) => [step, time])).toEqual([
      [0, STARTED],
      [1, STARTED + 2.5],
      [3_000_000_000, STARTED + 5],
    ]);
    expect(Object.values(rest[1]!.values)).toContain(25.5);
    expect(Object.entries(rest[1]!.values).find(([tag]) => tag.endsWith('/Total loss'))).toBeDefined();
    expect(eventsFileName(STARTED + 0.5)).toBe('events.out.tfevents.1700000000.vicregl');
  });

  it('gives every measure a tag of its own', () => {
    const all = Object.fromEntries(MEASURE_LIST.map(({ name }) => [name, 1]));
    const line = readMetrics(new TextEncoder().encode(`${JSON.stringify(all)}\n`));
    const tags = taggedValues(line[0]!).map(([tag]) => tag);
    expect(tags).toHaveLength(MEASURE_LIST.length - 1);
    expect(new Set(tags).size).toBe(tags.length);
  });
});

it('writes lines for W&B with the same tags', () => {
  const rows = wandbLines(METRICS, STARTED)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number>);
  expect(rows.map(({ _step, _timestamp }) => [_step, _timestamp])).toEqual([
    [0, STARTED],
    [1, STARTED + 2.5],
    [3_000_000_000, STARTED + 5],
  ]);
  expect(rows[1]).toMatchObject(Object.fromEntries(taggedValues(METRICS[1]!)));
});
