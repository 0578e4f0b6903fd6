import * as tf from '@tensorflow/tfjs-core';
import { z } from '../../zod';
import type { ParameterSpec } from '../../nn/parameters';
import { createOptimizer } from '../../optim/optimizer';
import { provenance, size } from './configFields';
import { tolerances, type ParityContext } from './context';

const shared = {
  weight_decay_argument: z.number(),
  lr: z.array(z.number()),
  steps: size,
  parameters: z.array(z.string()),
  excluded: provenance,
  float32_vs_float64_rel_error: provenance,
  seed: provenance,
};

const config = z.discriminatedUnion('optimizer', [
  z.strictObject({
    ...shared,
    optimizer: z.literal('adamw'),
    weight_decay: z.number(),
    beta1: z.number(),
    beta2: z.number(),
    eps: z.literal(1e-8),
  }),
  z.strictObject({
    ...shared,
    optimizer: z.literal('lars'),
    weight_decay: z.literal(1e-6),
    momentum: z.number(),
    eta: z.number(),
  }),
]);

/** Settings of the other optimiser. */
const UNUSED = { beta1: 0, beta2: 0, momentum: 0, eta: 0 };

/** Parameters after each of several updates with given gradients, some of them missing. */
export async function optimizer(context: ParityContext): Promise<void> {
  const { fixture, comparison } = context;
  const settings = fixture.config(config);
  const limit = tolerances('optimizer', context);
  const specs = settings.parameters.map((name): ParameterSpec => ({
    name,
    shape: fixture.shape(`init/${name}`),
    init: { kind: 'zeros' },
    trainable: true,
  }));
  const params = Object.fromEntries(
    settings.parameters.map((name) => [name, tf.variable(fixture.tensor(`init/${name}`))]),
  );
  const updater = createOptimizer({ ...UNUSED, ...settings }, specs);
  for (let step = 0; step < settings.steps; step++) {
    const grads = Object.fromEntries(
      fixture.names(`grad/${step}/`).map((name) => [name, fixture.tensor(`grad/${step}/${name}`)]),
    );
    updater.update(params, grads, {
      learningRate: settings.lr[step]!,
      weightDecay: settings.weight_decay_argument,
    });
    for (const [name, param] of Object.entries(params)) {
      const key = `param/${step}/${name}`;
      comparison.relative(key, await param.data(), fixture.values(key, 'F32'), limit.parameters);
    }
  }
  updater.dispose();
  tf.dispose(params);
}
