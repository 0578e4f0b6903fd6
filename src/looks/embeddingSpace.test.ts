import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageAt } from '../augment/imageBytes';
import type { Computer } from '../compute/computer';
import type { RunConfig } from '../config/runConfig';
import { MOST_VECTORS, type EmbeddingRequest } from '../reports/embeddingSpace';
import { DeviceImages } from '../training/deviceImages';
import { Run } from '../training/run';
import { tinyConfig, tinyImages } from '../training/testing/tinyRun';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { embeddingSpace } from './embeddingSpace';

const images = tinyImages();
let processor: Computer;

beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

async function look(request: EmbeddingRequest, change: (config: RunConfig) => void = () => undefined) {
  const run = new Run(processor, tinyConfig(change), new DeviceImages(images));
  const { config, initialAlpha, step, model } = run;
  const seen = await embeddingSpace(
    {
      ...{ config, initialAlpha, step, model, run, drawnBy: config },
      images: (wanted) => wanted.map((image) => imageAt(images, 'image' in image ? image.image : 0)),
    },
    request,
    {},
  );
  run.dispose();
  return seen;
}

const ALL = [...Array(24).keys()];

describe('embeddingSpace', () => {
  it('tells of each image its vector, where it lies, and what the space is like', async () => {
    const seen = (await look({ space: 'representation', images: ALL, cells: 1 }))!;
    expect(seen).toMatchObject({ count: 24, dimensions: 8, width: 8, side: 1 });
    expect([...seen.images]).toEqual(ALL);
    expect(seen.spectrum).toHaveLength(8);
    expect([...seen.spectrum]).toEqual([...seen.spectrum].sort((a, b) => b - a));
    // Variance is the same along the dimensions and along the principal components.
    const mean = (dimension: number) =>
      ALL.reduce((sum, row) => sum + seen.vectors[8 * row + dimension]!, 0) / 24;
    const variances = [...Array(8).keys()].map(
      (dimension) =>
        ALL.reduce((sum, row) => sum + (seen.vectors[8 * row + dimension]! - mean(dimension)) ** 2, 0) / 23,
    );
    const total = variances.reduce((sum, value) => sum + value);
    expect(seen.spectrum.reduce((sum, value) => sum + value) / total).toBeCloseTo(1, 4);
    const along = ALL.reduce((sum, row) => sum + seen.principal[2 * row]! ** 2, 0) / 23;
    expect(along / total).toBeCloseTo(seen.shares[0], 4);
    expect(seen.rankMe).toBeGreaterThan(1);
    expect(seen.rankMe).toBeLessThanOrEqual(8.01);
    expect(seen.std).toBeGreaterThan(0);
    expect(seen.correlation).toBeGreaterThan(0);
    expect(seen.correlation).toBeLessThanOrEqual(1);
  });

  it('takes cells that are spread over each map', async () => {
    const seen = (await look({ space: 'maps', images: [4, 2], cells: 4 }))!;
    expect(seen).toMatchObject({ count: 8, side: 4 });
    expect([...seen.images]).toEqual([4, 4, 4, 4, 2, 2, 2, 2]);
    expect([...seen.cells]).toEqual([2, 6, 10, 14, 2, 6, 10, 14]);
  });

  it('has nothing to tell of an expander that is not there', async () => {
    const alpha = (value: number) => (config: RunConfig) => void (config.loss.alpha = value);
    expect(await look({ space: 'maps', images: [0, 1], cells: 4 }, alpha(1))).toBeNull();
    expect(await look({ space: 'embedding', images: [0, 1], cells: 1 }, alpha(0))).toBeNull();
  });

  it('refuses too many vectors before it computes any', async () => {
    const request = { space: 'maps', images: ALL, cells: MOST_VECTORS } as const;
    await expect(look(request)).rejects.toMatchObject({ info: { code: 'config_invalid' } });
  });
});
