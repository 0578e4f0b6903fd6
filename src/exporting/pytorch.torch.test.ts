import '@tensorflow/tfjs-backend-cpu';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import { tensorBytes } from '../formats/tensorData';
import { writeNpyHeader } from '../formats/npy';
import { createOptimizer } from '../optim/optimizer';
import { randomStream } from '../random/stream';
import { tinyConfig } from '../training/testing/tinyRun';
import { networkSpecs } from '../vicregl/network';
import { pytorchCheckpoint, pytorchWeights } from './pytorchFile';
import { expectedOutputs, relativeGap, SAMPLE_MODELS, sampleImages, sampleWeights } from './testing/models';
import { sampleOptimizer } from './testing/optimizers';
import { printed, pythonWith } from './testing/python';

const script = (name: string) => fileURLToPath(new URL(`../../e2e/torch/${name}`, import.meta.url));
const python = pythonWith('torch', 'numpy');
const folder = mkdtempSync(join(tmpdir(), 'torch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => tf.setBackend('cpu'));

/** Starting PyTorch takes longer than its work here, so one program does a list of it. */
function done<Result>(name: string, jobs: readonly object[], ...files: readonly string[]): Result[] {
  const list = join(folder, 'jobs.json');
  writeFileSync(list, JSON.stringify(jobs));
  return JSON.parse(printed(python!, [script(name), ...files, list])) as Result[];
}

function written(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

// Debian: apt-get install python3-torch. Elsewhere the test is skipped, and its name says what was not there.
describe.skipIf(python === undefined)(
  `in PyTorch${python === undefined ? ' (skipped: no python3-torch)' : ''}`,
  () => {
    it('weights load strictly by either library’s names and give the same maps', () => {
      const images = sampleImages(24, 40);
      const pixels = tf.transpose(images, [0, 3, 1, 2]);
      const data = new Float32Array(pixels.dataSync());
      const bytes = tensorBytes({ dtype: 'F32', shape: pixels.shape, data });
      const file = written('images.npy', Buffer.concat([writeNpyHeader('<f4', pixels.shape), bytes]));
      const cases = Object.values(SAMPLE_MODELS).flatMap((model) =>
        (['backbone', 'timm'] as const).map((names) => ({ model, names })),
      );
      const jobs = cases.map(({ model, names }, place) => {
        const config = tinyConfig((own) => (own.model = model));
        const weights = pytorchWeights(config, sampleWeights(model), names);
        return { weights: written(`${place}.pth`, weights), backbone: model.backbone, names };
      });
      const found = done<{ shape: number[]; values: number[] }>('check_weights.py', jobs, file);
      expect(found).toHaveLength(2 * Object.keys(SAMPLE_MODELS).length);
      cases.forEach(({ model, names }, place) => {
        const { map } = expectedOutputs(model, sampleWeights(model), images);
        const where = `${model.backbone.family}, ${names}`;
        expect(found[place]!.shape, where).toEqual(map!.shape);
        expect(relativeGap(found[place]!.values, map!), where).toBeLessThan(1e-4);
      });
    });

    it('AdamW and the reference’s LARS go on from a full checkpoint, to the same next step', () => {
      const cases = Object.values(SAMPLE_MODELS).flatMap((model) =>
        (['adamw', 'lars'] as const).map((optimizer) =>
          tinyConfig((own) => {
            own.model = model;
            Object.assign(own.optim, { optimizer, weightDecay: 0.05 });
          }),
        ),
      );
      const jobs = cases.map((config, place) => ({
        checkpoint: written(`${place}.pth`, fullCheckpoint(config)),
        rule: config.optim.optimizer,
        gradients: gradientsOf(config),
        rate: RATE,
      }));
      const found = done<Record<string, number[]>>('check_optimizers.py', jobs);
      cases.forEach((config, place) => {
        const expected = nextStep(config);
        expect(Object.keys(found[place]!)).toEqual(Object.keys(expected));
        for (const [name, tensor] of Object.entries(expected)) {
          const where = `${config.model.backbone.family}, ${config.optim.optimizer}: ${name}`;
          expect(relativeGap(found[place]![name]!, tensor), where).toBeLessThan(1e-5);
        }
      });
    });
  },
);

/** Large, so that every part of a step shows. */
const RATE = 10;

function fullCheckpoint(config: RunConfig): Uint8Array {
  const [weights, optimizer] = [sampleWeights(config.model), sampleOptimizer(config)];
  return pytorchCheckpoint({ config, step: 9, weights, optimizer, images: 24 });
}

const specsOf = ({ model }: RunConfig) => networkSpecs(model, 0.75);

/** Of each trainable parameter, flat. */
function gradientsOf(config: RunConfig): Record<string, number[]> {
  return Object.fromEntries(
    specsOf(config)
      .filter(({ trainable }) => trainable)
      .map(({ name, shape }, place) => {
        const stream = randomStream(8, 'scene', 0, place);
        const length = shape.reduce((product, size) => product * size, 1);
        return [name, Array.from({ length }, () => stream.between(-1, 1))];
      }),
  );
}

/** The parameters after this program's own next step. */
function nextStep(config: RunConfig): Record<string, tf.Variable> {
  const specs = specsOf(config);
  const weights = sampleWeights(config.model);
  const shapes = new Map(specs.map(({ name, shape }) => [name, [...shape]]));
  const gradients = Object.entries(gradientsOf(config)).map(
    ([name, values]) => [name, tf.tensor(values, shapes.get(name))] as const,
  );
  const variables = Object.fromEntries(
    gradients.map(([name]) => [
      name,
      tf.variable(tf.tensor(weights[name]!.data as Float32Array, shapes.get(name))),
    ]),
  );
  const optimizer = createOptimizer(config.optim, specs);
  optimizer.load(sampleOptimizer(config));
  const { weightDecay } = config.optim;
  optimizer.update(variables, Object.fromEntries(gradients), { learningRate: RATE, weightDecay });
  return variables;
}
