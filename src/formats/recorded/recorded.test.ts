import { readFileSync } from 'node:fs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { writeBundle } from '../bundle/writeBundle';
import { tinyBundle, tinySnapshot } from '../bundle/testing/tinyBundle';
import { readSafetensors, writeSafetensors } from '../safetensors';
import { readRecorded } from './readRecorded';
import { MOST_RECORDED } from './recordedRun';
import { tinyRecorded } from './testing/tinyRecorded';
import { writeRecorded } from './writeRecorded';

const GOOD = writeRecorded(tinyRecorded());

function refusal(file: Uint8Array): string {
  try {
    readRecorded(file);
  } catch (error) {
    return failureInfo(error).code;
  }
  throw new Error('The file was taken.');
}

/** The good file with one entry changed or, with `undefined`, left out. */
function edited(name: string, bytes: Uint8Array | undefined): Uint8Array {
  const files = Object.entries(unzipSync(GOOD)).filter(([file]) => file !== name);
  return zipSync(Object.fromEntries(bytes === undefined ? files : [...files, [name, bytes]]));
}

describe('a recorded run', () => {
  it('comes back as it was written, features and weights within 16 bits, and has the same bytes each time', () => {
    const run = readRecorded(GOOD);
    const written = tinyRecorded();
    const { weights, snapshots } = run;
    const { snapshots: pictures } = written;
    expect({ ...run, weights: null, snapshots: null }).toEqual({
      ...written,
      weights: null,
      snapshots: null,
    });
    expect(snapshots.map(({ step }) => step)).toEqual([0, 500, 1000]);
    for (const [index, { views, ...picture }] of snapshots.entries()) {
      const { views: whole, ...other } = pictures[index]!;
      expect(picture).toEqual(other);
      views.forEach(({ features, ...view }, side) => {
        const { features: exact, ...wholeView } = whole[side]!;
        expect(view).toEqual(wholeView);
        features.forEach((value, at) => expect(value).toBeCloseTo(exact[at]!, 3));
      });
    }
    const tensor = readSafetensors(weights).tensors['backbone.weight']!;
    expect(tensor).toMatchObject({ dtype: 'F16', shape: [2, 2] });
    expect(writeRecorded(written)).toEqual(GOOD);
  });

  it('of version 1 can be read for as long as there are later versions', () => {
    const run = readRecorded(new Uint8Array(readFileSync(new URL('fixtures/version1.zip', import.meta.url))));
    expect(run).toMatchObject({ name: 'version 1', step: 1000, made: { seed: 1 } });
    expect(run.metrics).toHaveLength(201);
    expect(run.snapshots.at(-1)).toMatchObject({ step: 1000, source: { width: 8 } });
  });

  it('has its pixels once, and no state of an optimiser', () => {
    const files = unzipSync(GOOD);
    const [first, second] = [0, 1].map((index) => readSafetensors(files[`matches/${index}.safetensors`]!));
    expect(Object.keys(first!.tensors)).toContain('source');
    expect(Object.keys(second!.tensors)).toEqual([]);
    expect(Object.keys(files)).not.toContain('checkpoint.safetensors');
  });

  it('keeps what differs from the first picture', () => {
    const other = tinySnapshot(500);
    const changed = { ...other, byEmbedding: { ...other.byEmbedding, candidate: Int32Array.of(0, 0, 0, 0) } };
    const { snapshots } = readRecorded(
      writeRecorded(tinyRecorded({ snapshots: [tinySnapshot(0), changed, tinySnapshot(1000)] })),
    );
    expect(snapshots.map(({ byEmbedding }) => [...byEmbedding.candidate])).toEqual([
      [3, 1, 2, 0],
      [0, 0, 0, 0],
      [3, 1, 2, 0],
    ]);
  });

  it('is thinned to about 200 reports and 20 pictures, the first and the last among them', () => {
    const [line] = tinyRecorded().metrics;
    const metrics = Array.from({ length: 1001 }, (_, step) => ({ ...line!, step }));
    const snapshots = Array.from({ length: 51 }, (_, index) => tinySnapshot(20 * index));
    const run = readRecorded(writeRecorded(tinyRecorded({ metrics, snapshots })));
    expect(run.metrics).toHaveLength(201);
    expect(run.metrics.map(({ step }) => step).slice(0, 3)).toEqual([0, 5, 10]);
    expect(run.metrics.at(-1)!.step).toBe(1000);
    const steps = run.snapshots.map(({ step }) => step);
    expect(steps).toHaveLength(18);
    expect([steps[0], steps[1], steps.at(-1)]).toEqual([0, 60, 1000]);
  });

  it('is not written where it is too large to be shipped', () => {
    const noise = Float32Array.from({ length: 600_000 }, (_, at) => Math.sin(at * at));
    const weights = writeSafetensors({ w: { dtype: 'F32', shape: [noise.length], data: noise } });
    const write = () => writeRecorded(tinyRecorded({ weights }));
    expect(write).toThrow(/recorded run "playground" has \d+ bytes/);
    expect(GOOD.length).toBeLessThan(MOST_RECORDED);
  });

  it('is refused where a part is missing, damaged or of another kind', () => {
    expect(refusal(edited('weights.safetensors', undefined))).toBe('bundle_bad_missing');
    expect(refusal(edited('metrics.jsonl', strToU8('{}\n')))).toBe('bundle_bad_size');
    expect(refusal(edited('manifest.json', strToU8('{"format":"vicregl-recorded","version":2}')))).toBe(
      'bundle_bad_field',
    );
    expect(refusal(writeBundle(tinyBundle()))).toBe('bundle_bad_field');
    expect(refusal(new Uint8Array(17 * 2 ** 20))).toBe('bundle_bad_size');
    expect(refusal(GOOD.subarray(0, 500))).toBe('bundle_bad_truncated_zip');
  });
});
