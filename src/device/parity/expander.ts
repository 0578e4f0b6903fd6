import * as tf from '@tensorflow/tfjs-core';
import { z } from '../../zod';
import { expanderForward } from '../../nn/expander';
import { expanderSpecs } from '../../nn/expanderSpecs';
import { provenance, size } from './configFields';
import { tolerances, type ParityContext } from './context';
import { namedGradients } from './gradients';
import { stateOf } from './stateDict';
import { compareBuffers } from './runningBuffers';

const shared = {
  spec: z.string(),
  in_dim: size,
  batch: size,
  eps: z.literal(1e-5),
  gradient_is_pure_rounding_noise: z.array(z.string()),
  float32_vs_float64_rel_error: provenance,
  seed: provenance,
};

const config = z.discriminatedUnion('norm', [
  z.strictObject({ ...shared, norm: z.literal('layer_norm'), bn_momentum: z.null() }),
  z.strictObject({ ...shared, norm: z.literal('batch_norm'), bn_momentum: z.literal(0.1) }),
]);

/** Outputs, gradients and running statistics of an expander. */
export async function expander(context: ParityContext): Promise<void> {
  const { fixture, comparison } = context;
  const settings = fixture.config(config);
  const { spec, norm } = settings;
  const limit = tolerances('expander', context);
  const compare = async (where: string, actual: tf.Tensor, tolerance: number): Promise<void> =>
    comparison.relative(where, await actual.data(), fixture.values(where, 'F32'), tolerance);

  const specs = expanderSpecs(settings.in_dim, spec, norm);
  const weights = stateOf(fixture, 'weight/', specs);
  const input = fixture.tensor<tf.Rank.R2>('x');
  const trained = expanderForward(weights, input, spec, norm, true);
  await compare('y', trained.y, limit.outputs);

  const after = await compareBuffers(context, specs, trained.buffers, limit.outputs);
  if (after !== undefined) {
    const evaluated = expanderForward({ ...weights, ...after }, input, spec, norm, false);
    await compare('eval/y', evaluated.y, limit.outputs);
  }

  const trainable = Object.fromEntries(
    specs.filter((entry) => entry.trainable).map(({ name }) => [`grad/weight/${name}`, weights[name]!]),
  );
  const gradients = namedGradients(
    (values) => {
      const named = Object.entries(values).map(([key, value]) => [key.replace('grad/weight/', ''), value]);
      const params = { ...weights, ...(Object.fromEntries(named) as Record<string, tf.Tensor>) };
      const { y } = expanderForward(params, values['grad/x'] as tf.Tensor2D, spec, norm, true);
      return tf.sum(tf.mul(y, fixture.tensor('cot/y')));
    },
    { 'grad/x': input, ...trainable },
  );
  for (const [where, gradient] of Object.entries(gradients)) {
    if (!settings.gradient_is_pure_rounding_noise.includes(where)) {
      await compare(where, gradient, limit.gradients);
      continue;
    }
    const nothing = new Float32Array(gradient.size);
    comparison.absolute(`${where} (0 in theory)`, await gradient.data(), nothing, limit.noise);
    comparison.absolute(`${where} (of the file)`, fixture.values(where, 'F32'), nothing, limit.noise);
  }
}
