import { z } from '../../zod';
import { backboneForward } from '../../nn/backbone';
import { backboneSpecs } from '../../nn/backboneSpecs';
import { backboneConfig, convnextFields, resnetFields } from './backboneConfig';
import { provenance } from './configFields';
import { tolerances, type ParityContext } from './context';
import { toChannelsLast } from './gradients';
import { stateOf } from './stateDict';

const shared = { seed: provenance, float32_vs_float64_rel_error: provenance };

const config = z.discriminatedUnion('family', [
  z.strictObject({ ...shared, ...convnextFields }),
  z.strictObject({ ...shared, ...resnetFields }),
]);

/** The map and the representation of a backbone in evaluation mode, of any size (`e2e/torch/inference_files.py`). */
export async function inference(context: ParityContext): Promise<void> {
  const { fixture, comparison } = context;
  const settings = fixture.config(config);
  const model = backboneConfig(settings);
  const weights = stateOf(fixture, 'weight/', backboneSpecs(model));
  const images = toChannelsLast(fixture.tensor('x'));
  const outputs = backboneForward(model, weights, images, { training: false });
  const { outputs: limit } = tolerances(settings.family, context);
  for (const name of ['maps', 'representation'] as const) {
    const values = await outputs[name].data();
    comparison.relative(name, values, fixture.values(name, 'F32'), limit);
  }
}
