import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import type { RunConfig } from '../config/runConfig';
import { generateScenes } from '../data/synthetic/generateScenes';
import { PROBES } from '../reports/evaluation';
import { tinyConfig } from '../training/testing/tinyRun';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { evaluationData } from './evaluationData';
import { evaluate, type EvaluationTask } from './evaluate';
import { pixelSubject, type Subject } from './subject';
import { untrained } from './testing/untrained';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

const SIZE = 16;

async function task(subject: Subject, config: RunConfig): Promise<EvaluationTask> {
  const { data, split, report } = await evaluationData(await generateScenes(SIZE, 48, 1), [], 1);
  return {
    subject,
    data,
    split,
    splitReport: report,
    probes: PROBES,
    views: config.views,
    seed: 1,
    linear: { epochs: 2 },
  };
}

describe('an evaluation', () => {
  it('reports every probe, the same each time, and leaves no tensors behind', async () => {
    const config = tinyConfig();
    const { subject } = untrained(config);
    const before = tf.memory().numTensors;
    const { report, masks } = await evaluate(await task(subject, config));
    expect(tf.memory().numTensors).toBe(before);
    expect(report.left).toEqual([]);
    for (const share of [
      report.linear![0]!.top1,
      report.knn!.top1,
      report.segmentation!.meanIou,
      report.semantic!.accuracy,
    ]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    const within = report.matching!.radii.map(({ embeddings }) => embeddings!);
    expect([...within].sort((a, b) => a - b)).toEqual(within);
    expect(masks[0]!.mask).toHaveLength(SIZE * SIZE);
    const again = await evaluate(await task(subject, config));
    expect({ ...again.report, seconds: {} }).toEqual({ ...report, seconds: {} });
  });

  it('judges raw pixels by their patches, and says which probes the data do not allow', async () => {
    const config = tinyConfig();
    const whole = await task(pixelSubject(config.model), config);
    const { masks, maskClassNames, ...data } = whole.data;
    expect(masks).toHaveLength(data.count * SIZE * SIZE);
    expect(maskClassNames!.length).toBeGreaterThan(1);
    const { report } = await evaluate({ ...whole, data });
    expect(report.left.map(({ probe }) => probe)).toEqual(['segmentation', 'semantic']);
    expect(report.matching!.radii[0]!.embeddings).toBeUndefined();
    expect(report.linear![0]!.confusion.flat().reduce((sum, value) => sum + value, 0)).toBe(
      whole.split.test.length,
    );
  });
});
