import { z } from '../../zod';
import type { BackboneConfig } from '../../config/modelConfig';
import { size } from './configFields';

/** Settings of a ConvNeXt by the reference's names. */
export const convnextFields = {
  family: z.literal('convnext'),
  dims: z.array(size),
  depths: z.array(size),
  layer_scale_init_value: z.number(),
};

/** Settings of a ResNet by the reference's names; `base` is the width of the first stage. */
export const resnetFields = {
  family: z.literal('resnet'),
  block: z.enum(['BasicBlock', 'Bottleneck']),
  layers: z.array(size),
  base: size,
};

type Fields<F> = { [K in keyof F]: F[K] extends z.ZodType ? z.infer<F[K]> : never };

/** The engine's configuration of a fixture's backbone, with the stems that the reference has. */
export function backboneConfig(
  settings: Fields<typeof convnextFields> | Fields<typeof resnetFields>,
): BackboneConfig {
  if (settings.family === 'convnext') {
    return {
      family: 'convnext',
      patch: 4,
      depths: settings.depths,
      widths: settings.dims,
      layerScale: settings.layer_scale_init_value,
      dropPath: 0,
    };
  }
  return {
    family: 'resnet',
    block: settings.block === 'BasicBlock' ? 'basic' : 'bottleneck',
    layers: settings.layers,
    base: settings.base,
    stem: 'imagenet',
    zeroInitResidual: true,
  };
}
