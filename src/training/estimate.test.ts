import { describe, expect, it } from 'vitest';
import { PRESETS } from '../config/presets';
import type { RunConfig } from '../config/runConfig';
import { estimateRun } from './estimate';
import { tinyConfig } from './testing/tinyRun';

const GIB = 2 ** 30;
const preset = (name: string) => PRESETS.find((candidate) => candidate.name === name)!.config;

describe('estimateRun', () => {
  it('counts a model small enough to count by hand', () => {
    // One stage of one block with 8 channels at stride 4 on 16 px: 16 cells. Batch 8, two views in one batch.
    const { parameters, buffers } = estimateRun(
      tinyConfig((config) => (config.data.size = 16)),
      24,
      3,
    );
    const backbone = 8 * 3 * 16 + 8 + 16 + (8 * 49 + 8) + 16 + (32 * 8 + 32) + (8 * 32 + 8) + 16;
    const local = 8 * 8 + 8 + 16 + 8 * 8;
    const global = 8 * 16 + 16 + 32 + 16 * 16;
    expect(parameters).toBe(backbone + local + global + 3 * 9);
    expect(buffers.weights).toBe(4 * parameters);
    expect(buffers.gradients).toBe(4 * parameters);
    expect(buffers.optimiserState).toBe(8 * parameters);
    expect(buffers.backups).toBe(2 * 12 * parameters);
    expect(buffers.data).toBe(24 * 16 * 16 * 3);

    const rows = 8 * 2;
    const cells = rows * 16;
    const views = rows * 16 * 16 * 3;
    const stem = cells * (8 + 8 + 2);
    const block = cells * (8 + 8 + 2 + 32 + 32 + 8 + 8);
    const pooled = cells * (8 + 2) + rows * 8;
    const localExpander = cells * (8 + 8 + 2 + 8 + 8);
    const globalExpander = rows * (16 + 16 + 2 + 16 + 16);
    const globalCriterion = 2 * 8 * 8;
    // By embedding all 16 cells match, once in each direction; by location 6 or 4 are kept, in each direction of each order.
    const slots = 2 * 16 + 2 * (6 + 4);
    // Distances and neighbours both ways and by both kinds; rows, distance and weight of each match; covariances over samples.
    const matches = 8 * 2 * 16 * 4 + 8 * slots * 4;
    const matchedCells = 8 * 2 * slots * 8 + 2 * slots * 8 * 8;
    const all =
      views +
      stem +
      block +
      pooled +
      localExpander +
      globalExpander +
      globalCriterion +
      matches +
      matchedCells;
    expect(buffers.activations).toBe(4 * all);

    const undifferentiated =
      views + // images
      (3 * cells + rows + cells) * 2 + // statistics of three norms in the backbone and one in each expander
      cells * 8 + // the block's branch, whose gradient is that of the sum
      globalCriterion +
      matches +
      matchedCells;
    expect(buffers.activationGradients).toBe(4 * (all - undifferentiated));
  });

  it('leaves out the branch that α switches off, and what is not there', () => {
    const both = estimateRun(tinyConfig());
    const global = estimateRun(tinyConfig((config) => (config.loss.alpha = 1)));
    expect(both.parameters - global.parameters).toBe(8 * 8 + 8 + 16 + 8 * 8);
    expect(global.buffers.activations).toBeLessThan(both.buffers.activations);
    expect(estimateRun(tinyConfig((config) => (config.data.source = 'images'))).buffers.data).toBe(0);
  });

  it('takes one state per parameter for LARS', () => {
    const { parameters, buffers } = estimateRun(tinyConfig((config) => (config.optim.optimizer = 'lars')));
    expect(buffers.optimiserState).toBe(4 * parameters);
  });

  it('grows in proportion to the batch where no covariance is over samples', () => {
    const wide = (batch: number) =>
      estimateRun(tinyConfig((config) => (config.run.batch = batch))).buffers.activations;
    expect(wide(64)).toBe(2 * wide(32) - covariances());
  });

  it.each([
    ['resnet50-100', 263],
    ['resnet50-300', 1036],
    ['convnext-s-100', 386],
    ['convnext-b-400', 763],
    ['convnext-b-400-browser', 3.3],
    ['cifar10-resnet18', 3.7],
  ])('%s needs about what its description says', (name, gib) => {
    const { description } = PRESETS.find((candidate) => candidate.name === name)!;
    expect(description).toContain(`about ${gib} GiB`);
    expect(Math.abs(estimateRun(preset(name), undefined, 10).total / GIB / gib - 1)).toBeLessThan(0.05);
  });

  it('lets browser-sized presets fit into what any WebGPU device must offer', () => {
    for (const { config, group } of PRESETS.filter((candidate) => candidate.group !== 'As published')) {
      expect(estimateRun(config).largestBuffer.bytes, group).toBeLessThanOrEqual(128 * 2 ** 20);
    }
  });
});

/** From 32 samples on, widths of 8 and 16 are the smaller side, whose matrices no longer grow. */
function covariances(): number {
  const config: RunConfig = tinyConfig();
  const local = 2 * (2 * 16) + 2 * 2 * (6 + 4);
  return 4 * (2 * 16 ** 2 + local * parseInt(config.model.localExpander) ** 2);
}
