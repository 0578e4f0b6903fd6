import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { tinyConfig } from '../training/testing/tinyRun';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { evaluate } from './evaluate';
import { FeatureCache } from './featureCache';
import type { Features } from './features';
import { fingerprintOf } from '../fingerprint';
import { fingerprintOfTensors } from './tensorFingerprint';
import type { Subject } from './subject';
import { colourful, colourTask } from './testing/colours';
import { untrained } from './testing/untrained';
import { normalizationOf, REFERENCE_NORMALIZATION } from '../config/normalization';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

describe('fingerprints', () => {
  it('are equal for equal bytes, wherever they lie, and differ with one byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(3), fc.nat(), (bytes, shift, at) => {
        const moved = new Uint8Array(bytes.length + shift);
        moved.set(bytes, shift);
        expect(fingerprintOf(moved.subarray(shift))).toBe(fingerprintOf(bytes));
        const changed = bytes.slice();
        changed[at % bytes.length]! ^= 1;
        expect(fingerprintOf(changed)).not.toBe(fingerprintOf(bytes));
      }),
    );
    expect(fingerprintOf(Uint8Array.of(0))).not.toBe(fingerprintOf(Uint8Array.of(0, 0)));
    expect(fingerprintOf(Uint8Array.of(1))).toMatch(/^[0-9a-f]{16}$/);
  });

  it('of tensors know names, shapes and values, and no order', async () => {
    const of = (tensors: Record<string, tf.Tensor>) => fingerprintOfTensors(tensors);
    const [a, b] = [tf.tensor1d([1, 2]), tf.tensor1d([3])];
    const whole = await of({ a, b });
    expect(await of({ b, a })).toBe(whole);
    expect(await of({ a, c: b })).not.toBe(whole);
    expect(await of({ a: tf.tensor2d([1, 2], [2, 1]), b })).not.toBe(whole);
    expect(await of({ a: tf.tensor1d([1, 2.0001]), b })).not.toBe(whole);
  });
});

const features = (bytes: number, hasMaps = false): Features => ({
  count: 1,
  representation: new Float32Array(hasMaps ? 1 : bytes / 4),
  width: bytes / 4,
  ...(hasMaps ? { maps: new Float32Array(bytes / 4 - 1) } : {}),
  channels: 1,
  side: 1,
});

describe('a feature cache', () => {
  const data = colourful('labels', 3);
  const key = (image: number) => ({
    subject: 'one',
    data,
    images: Int32Array.of(image),
    protocol: { size: 16, normalization: normalizationOf(REFERENCE_NORMALIZATION), boxes: [] },
  });

  it('holds no more than its bytes, and lets go what was used longest ago', async () => {
    const cache = new FeatureCache(100);
    const computed: number[] = [];
    const ask = (image: number, bytes = 40) =>
      cache.features(key(image), false, async () => {
        computed.push(image);
        return features(bytes);
      });
    await ask(0);
    await ask(1);
    await ask(0);
    await ask(2);
    expect(cache.bytes).toBe(80);
    await ask(0);
    await ask(1);
    expect(computed).toEqual([0, 1, 2, 1]);
    await ask(3, 104);
    expect(cache.bytes).toBe(80);
    cache.clear();
    expect(cache.bytes).toBe(0);
  });

  it('computes maps that it lacks, and gives representations from features with maps', async () => {
    const cache = new FeatureCache();
    let computed = 0;
    const ask = (maps: boolean) =>
      cache.features(key(0), maps, async () => {
        computed++;
        return features(40, maps);
      });
    await ask(false);
    await ask(true);
    await ask(false);
    expect(computed).toBe(2);
    expect(cache.bytes).toBe(40);
  });

  it('tells subjects, images, protocols and data apart by what is in them', async () => {
    const cache = new FeatureCache();
    let computed = 0;
    const ask = (change: object) =>
      cache.features({ ...key(0), ...change }, false, async () => {
        computed++;
        return features(4);
      });
    await ask({});
    await ask({ data: { ...data, name: 'the same pixels' } });
    expect(computed).toBe(1);
    const images = data.images.slice();
    images[5]! ^= 255;
    for (const change of [
      { subject: 'another' },
      { images: Int32Array.of(1) },
      { protocol: { size: 8, boxes: [] } },
      { data: { ...data, images } },
    ])
      await ask(change);
    expect(computed).toBe(5);
  });
});

/** A subject that counts the images that go through it. */
function counted(subject: Subject): { subject: Subject; count: () => number } {
  let seen = 0;
  return {
    subject: {
      ...subject,
      forward: (images, maps) => {
        seen += images.shape[0];
        return subject.forward(images, maps);
      },
    },
    count: () => seen,
  };
}

describe('an evaluation', () => {
  const data = { ...colourful('masks'), ...colourful('labels') };
  const probes = ['linear', 'knn', 'segmentation', 'semantic'] as const;

  it('sends every image through the backbone once for four probes', async () => {
    const { subject, count } = counted(untrained(tinyConfig()).subject);
    const { report } = await evaluate({ ...colourTask(subject, data, tinyConfig().views), probes });
    expect(count()).toBe(48);
    expect(report.left).toEqual([]);
    expect(Object.keys(report.seconds).sort()).toEqual([...probes, 'features'].sort());
  });

  it('takes features of the same weights from the session, and computes those of others', async () => {
    const cache = new FeatureCache();
    const scores: unknown[] = [];
    const run = async (seed: number) => {
      const { subject, count } = counted(untrained(tinyConfig(), seed).subject);
      const { report } = await evaluate({ ...colourTask(subject, data, tinyConfig().views), probes, cache });
      scores.push({ ...report, seconds: {} });
      return count();
    };
    expect([await run(1), await run(1), await run(2)]).toEqual([48, 0, 48]);
    expect(scores[1]).toEqual(scores[0]);
  });
});
