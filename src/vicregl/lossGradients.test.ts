import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import type { ModelConfig } from '../config/modelConfig';
import { initialize } from '../nn/initialize';
import { randomStream } from '../random/stream';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { lossInputs, vicreglLoss, type LossInputs, type LossOptions } from './loss';
import { lossGradients } from './lossGradients';
import { networkSpecs } from './network';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

const model: ModelConfig = {
  backbone: { family: 'convnext', patch: 4, depths: [1, 1], widths: [4, 6], layerScale: 0.5, dropPath: 0 },
  globalExpander: '8-6',
  localExpander: '7-5',
  expanderNorm: 'auto',
  classifier: true,
};

const options: LossOptions = {
  model,
  training: true,
  criterion: {
    alpha: 0.6,
    lambda: 2,
    mu: 3,
    nu: 1,
    matchesForward: 3,
    matchesBackward: 2,
    matchesRule: 'direction',
    embeddingMatchesAll: false,
    embeddingThreshold: null,
    // Matches by location do not depend on the weights, so a threshold keeps the loss smooth.
    locationThreshold: 30,
    fastVarianceCovariance: false,
  },
};

function random(shape: number[], index: number, scale = 1): tf.Tensor {
  const stream = randomStream(5, 'probe', 0, index);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => scale * stream.normal()),
    shape,
  );
}

const CLASSES = 3;

function inputs(): LossInputs {
  return {
    ...lossInputs(
      [0, 1, 2].map((view) => random([4, view < 2 ? 16 : 24, 16, 3], view) as tf.Tensor4D),
      [0, 1, 2].map((view) => random([4, view < 2 ? 2 : 3, 2, 2], 10 + view, 20)),
    ),
    labels: tf.tensor1d([0, 2, 1, 2], 'int32'),
  };
}

function parameters(alpha: number): Record<string, tf.Variable> {
  const specs = networkSpecs(model, alpha, CLASSES);
  const values = initialize(specs, 1);
  // The initial weights are too small to move the loss: larger ones, the same for every run.
  return Object.fromEntries(
    specs.map(({ name, shape }, index) => [
      name,
      tf.variable(tf.add(tf.tensor(values[name]!, [...shape]), random([...shape], 100 + index, 0.3))),
    ]),
  );
}

/** Long enough for a float32 loss, short enough for its curvature. */
const STEP = 5e-4;
/** A hundred evaluations take seconds on a busy machine. */
const TIMEOUT = 60_000;
/** Of the loss itself, in float32. */
const ROUNDING = 2e-6;

describe('the whole loss', () => {
  it(
    'has the gradients that differences of its values have',
    () => {
      const params = parameters(0.6);
      const data = inputs();
      const { grads } = lossGradients(params, params, data, options);
      expect(Object.keys(grads)).toEqual(Object.keys(params));
      /** The loss with one parameter moved, and the matches that it rests on. */
      const lossAt = (name: string, direction: tf.Tensor, step: number): { loss: number; matches: string } =>
        tf.tidy(() => {
          const moved = tf.add(params[name]!, tf.mul(direction, step));
          const { loss, classifier, matches } = vicreglLoss({ ...params, [name]: moved }, data, options);
          // The model does not feel the classifier, so its parameters follow the criterion alone.
          const felt = name.startsWith('classifier.') ? loss : tf.sub(loss, classifier!.entropy);
          return { loss: felt.dataSync()[0]!, matches: matches!.rows.dataSync().join() };
        });
      let compared = 0;
      Object.entries(grads).forEach(([name, gradient], index) => {
        // Along the gradient itself, where the loss changes most, and along a random direction.
        const norm = tf.norm(gradient).dataSync()[0]!;
        const sideways = random([...gradient.shape], 500 + index, 1 / Math.sqrt(gradient.size));
        for (const direction of [tf.div(gradient, norm), sideways]) {
          const [before, after] = [lossAt(name, direction, -STEP), lossAt(name, direction, STEP)];
          // Where a match changes, the loss jumps, and no gradient tells.
          if (before.matches !== after.matches) continue;
          compared++;
          const expected = tf.sum(tf.mul(gradient, direction)).dataSync()[0]!;
          const slope = (after.loss - before.loss) / (2 * STEP);
          expect(Math.abs(slope - expected), name).toBeLessThan(0.01 * norm + ROUNDING / STEP);
        }
      });
      expect(compared).toBeGreaterThan(Object.keys(grads).length);
    },
    TIMEOUT,
  );

  it('gives the parameters of a branch that α switches off no gradient', () => {
    const params = parameters(0.5);
    const globalOnly = { ...options, criterion: { ...options.criterion, alpha: 1 } };
    const { grads } = lossGradients(params, params, inputs(), globalOnly);
    expect(Object.keys(grads).filter((name) => name.startsWith('maps_projector'))).toEqual([]);
    expect(Object.keys(grads).filter((name) => name.startsWith('projector'))).not.toEqual([]);
  });

  it('lets the classifier learn from the representation without touching it', () => {
    const params = parameters(0.6);
    const data = inputs();
    const labelled = lossGradients(params, params, data, options).grads;
    const unlabelled = { batches: data.batches, locations: data.locations };
    const without = lossGradients(params, params, unlabelled, options).grads;
    expect(labelled['classifier.weight']).toBeDefined();
    expect(without['classifier.weight']).toBeUndefined();
    const name = 'backbone.stages.1.0.pwconv1.weight';
    expect(labelled[name]!.dataSync()).toEqual(without[name]!.dataSync());
  });

  it('leaves no tensors behind', () => {
    const params = parameters(0.6);
    const data = inputs();
    const before = tf.memory().numTensors;
    const found = lossGradients(params, params, data, options);
    tf.dispose(found as never);
    expect(tf.memory().numTensors).toBe(before);
  });
});
