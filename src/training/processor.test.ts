import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STARTING_BACKBONES } from '../config/backbones';
import type { RunConfig } from '../config/runConfig';
import { readSafetensors } from '../formats/safetensors';
import { nodeFiles } from '../wasm/nodeFiles';
import type { Computer } from '../compute/computer';
import { openProcessor } from '../wasm/processor';
import type { StepReport } from '../reports/step';
import type { TrainerEvent } from './events';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { Trainer } from './trainer';

/** Of losses near 25. */
const TOLERANCE = 2e-3;
const STEPS = 4;

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

interface Outcome {
  readonly losses: readonly number[];
  readonly weights: Uint8Array;
  readonly snapshots: number;
}

async function train(backend: string, config: RunConfig): Promise<Outcome> {
  await tf.setBackend(backend);
  const events: TrainerEvent[] = [];
  const trainer = new Trainer(processor, (event) => events.push(event));
  await trainer.setData(tinyImages());
  await trainer.configure(config);
  await trainer.step(STEPS);
  return {
    losses: events.flatMap((event) => (event.type === 'step' ? [event.report.loss.total] : [])),
    weights: await trainer.exportWeights(),
    snapshots: events.filter(({ type }) => type === 'matches').length,
  };
}

describe('training on WebAssembly', () => {
  it('trains with more classes than a byte can count', async () => {
    await tf.setBackend('wasm');
    const images = tinyImages();
    const classNames = Array.from({ length: 1000 }, (_, index) => `class ${index}`);
    const labels = Uint16Array.from({ length: images.count }, (_, image) => 999 - image);
    const reports: StepReport[] = [];
    const trainer = new Trainer(processor, (event) => {
      if (event.type === 'step') reports.push(event.report);
    });
    await trainer.setData({ ...images, labels, classNames });
    await trainer.configure(tinyConfig());
    await trainer.step(1);
    const entropy = reports[0]!.loss.classifier!;
    // An untrained classifier finds all of them about equally likely.
    expect(Math.abs(entropy - Math.log(1000))).toBeLessThan(1);
  });

  it('trains, bit for bit, on images that a step is sent as on those that lie there', async () => {
    const there = await train('wasm', tinyConfig());
    const sent = await train(
      'wasm',
      tinyConfig(({ data }) => void (data.placement = 'batch')),
    );
    expect(sent.losses).toEqual(there.losses);
    expect(readSafetensors(sent.weights).tensors).toEqual(readSafetensors(there.weights).tensors);
  });

  it.each([
    [
      'ConvNeXt with drop path and layer scale',
      tinyConfig((config) => {
        Object.assign(config.model.backbone, { dropPath: 0.2, layerScale: 0.1 });
      }),
    ],
    [
      'ResNet',
      tinyConfig((config) => {
        config.model.backbone = { ...STARTING_BACKBONES.resnet, base: 4 };
        Object.assign(config.loss, { matchesForward: 3, matchesBackward: 2 });
      }),
    ],
    ['LARS', tinyConfig((config) => void (config.optim.optimizer = 'lars'))],
  ])('gives the losses of the CPU backend, and the same bits again: %s', async (_, config) => {
    const expected = await train('cpu', config);
    const actual = await train('wasm', config);
    expect(actual.losses).toHaveLength(STEPS);
    actual.losses.forEach((loss, step) =>
      expect(Math.abs(loss - expected.losses[step]!), `step ${step + 1}`).toBeLessThan(TOLERANCE),
    );
    expect(actual.snapshots).toBe(expected.snapshots);
    const again = await train('wasm', config);
    expect(again.losses).toEqual(actual.losses);
    expect(again.weights).toEqual(actual.weights);
  });
});
