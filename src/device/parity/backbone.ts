import * as tf from '@tensorflow/tfjs-core';
import { z } from '../../zod';
import { backboneForward } from '../../nn/backbone';
import { backboneSpecs } from '../../nn/backboneSpecs';
import { backboneConfig, convnextFields, resnetFields } from './backboneConfig';
import { provenance, size } from './configFields';
import { tolerances, type ParityContext } from './context';
import { namedGradients, toChannelsFirst, toChannelsLast } from './gradients';
import { sameNames, stateOf } from './stateDict';
import { compareBuffers } from './runningBuffers';

const shared = {
  batch: size,
  height: size,
  width: size,
  num_locations: size,
  representation_dim: size,
  drop_path_rate: z.literal(0),
  state_dict_order: z.array(z.string()),
  float32_vs_float64_rel_error: provenance,
  seed: provenance,
};

const config = z.discriminatedUnion('family', [
  z.strictObject({
    ...shared,
    ...convnextFields,
    ln_eps: z.literal(1e-6),
    bn_eps: z.null(),
    bn_momentum: z.null(),
  }),
  z.strictObject({
    ...shared,
    ...resnetFields,
    ln_eps: z.null(),
    bn_eps: z.literal(1e-5),
    bn_momentum: z.literal(0.1),
  }),
]);

/** Outputs, gradients and running statistics of a backbone, in training and in evaluation mode. */
export async function backbone(context: ParityContext): Promise<void> {
  const { fixture, comparison } = context;
  const settings = fixture.config(config);
  const model = backboneConfig(settings);
  const limit = tolerances(settings.family, context);
  const compare = async (where: string, actual: tf.Tensor, tolerance: number): Promise<void> =>
    comparison.relative(where, await actual.data(), fixture.values(where, 'F32'), tolerance);

  const specs = backboneSpecs(model);
  sameNames(
    'state dict',
    specs.map(({ name }) => name),
    settings.state_dict_order,
  );
  const weights = stateOf(fixture, 'weight/', specs);
  const images = toChannelsLast(fixture.tensor('x'));

  const trained = backboneForward(model, weights, images, { training: true });
  if (trained.maps.shape[1] !== settings.num_locations)
    throw new Error('the map has another number of cells');
  if (trained.representation.shape[1] !== settings.representation_dim) {
    throw new Error('the representation has another size');
  }
  await compare('maps', trained.maps, limit.outputs);
  await compare('representation', trained.representation, limit.outputs);

  const after = await compareBuffers(context, specs, trained.buffers, limit.outputs);
  if (after !== undefined) {
    const evaluated = backboneForward(model, { ...weights, ...after }, images, { training: false });
    await compare('eval/maps', evaluated.maps, limit.outputs);
    await compare('eval/representation', evaluated.representation, limit.outputs);
  }

  const trainable = Object.fromEntries(
    specs.filter((spec) => spec.trainable).map(({ name }) => [name, weights[name]!]),
  );
  const { x: ofImages, ...ofWeights } = namedGradients(
    ({ x, ...values }) => {
      const outputs = backboneForward(model, { ...weights, ...values }, x as tf.Tensor4D, { training: true });
      return tf.add(
        tf.sum(tf.mul(outputs.maps, fixture.tensor('cot/maps'))),
        tf.sum(tf.mul(outputs.representation, fixture.tensor('cot/representation'))),
      );
    },
    { x: images, ...trainable },
  );
  await compare('grad/x', toChannelsFirst(ofImages!), limit.gradients);
  for (const [name, gradient] of Object.entries(ofWeights)) {
    await compare(`grad/weight/${name}`, gradient, limit.gradients);
  }
}
