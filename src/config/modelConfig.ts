import { z } from '../zod';
import { field, type Effect } from './field';

const effect: Effect = 'restart';

const EXPANDER = /^[1-9]\d{0,4}(-[1-9]\d{0,4}){0,4}$/;

function expander(label: string, what: string, reference: string) {
  return field(z.string().regex(EXPANDER, 'widths separated by dashes, e.g. 256-256-256'), {
    label,
    help: `Widths of the layers through which ${what} goes before the criterion, e.g. 256-256-256.`,
    effect,
    reference,
  });
}

const convnextConfig = z.strictObject({
  family: z.literal('convnext'),
  patch: field(z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]), {
    label: 'Stem patch',
    unit: 'px',
    help: 'Size and stride of the first convolution; smaller patches give more cells at more cost. The reference uses 4.',
    effect,
  }),
  depths: field(z.array(z.int().min(1).max(40)).min(1).max(4), {
    label: 'Depths',
    help: 'Blocks in each stage; every stage after the first halves the map.',
    effect,
  }),
  widths: field(z.array(z.int().min(1).max(4096)).min(1).max(4), {
    label: 'Widths',
    unit: 'channels',
    help: 'Channels of each stage; as many values as depths.',
    effect,
  }),
  layerScale: field(z.number().min(0).max(1), {
    label: 'Layer scale',
    help: 'Initial value of the learned scale of each residual branch; 0 leaves it out, as the reference does.',
    effect,
    advanced: true,
    reference: '--layer-scale-init-value',
  }),
  dropPath: field(z.number().min(0).max(0.9), {
    label: 'Drop path',
    help: 'Probability that the last block is skipped for a sample; it rises linearly from 0 over the blocks.',
    effect,
    step: 0.05,
    advanced: true,
    reference: '--drop-path-rate',
  }),
});

const resnetConfig = z.strictObject({
  family: z.literal('resnet'),
  block: field(z.enum(['basic', 'bottleneck']), {
    label: 'Block',
    help: 'Basic: two 3×3 convolutions (ResNet-34). Bottleneck: 1×1, 3×3, 1×1 with four times the channels at the end (ResNet-50 and larger).',
    effect,
    options: { basic: 'Basic', bottleneck: 'Bottleneck' },
  }),
  layers: field(z.array(z.int().min(1).max(66)).min(1).max(4), {
    label: 'Layers',
    help: 'Blocks in each stage; every stage after the first halves the map.',
    effect,
  }),
  base: field(z.int().min(1).max(512), {
    label: 'Base width',
    unit: 'channels',
    help: 'Channels of the first stage: 64 in ResNet-34 to -101, 128 in 50x2, 256 in 50x4.',
    effect,
  }),
  stem: field(z.enum(['imagenet', 'small']), {
    label: 'Stem',
    help: 'ImageNet: 7×7 convolution with stride 2 and max-pool. Small: 3×3 with stride 1 and no pool, for images of 32 to 96 px.',
    effect,
    options: { imagenet: 'ImageNet (stride 4)', small: 'Small images (stride 1)' },
  }),
  zeroInitResidual: field(z.boolean(), {
    label: 'Zero-init residual',
    help: 'The last norm scale of each residual branch starts at 0, so that every block starts as the identity.',
    effect,
    advanced: true,
  }),
});

export const backboneConfig = z.discriminatedUnion('family', [convnextConfig, resnetConfig]);

export const modelConfig = z.strictObject({
  backbone: backboneConfig,
  globalExpander: expander('Global expander', 'the pooled representation', '--mlp'),
  localExpander: expander('Local expander', 'each cell of the feature map', '--maps-mlp'),
  expanderNorm: field(z.enum(['auto', 'layer_norm', 'batch_norm']), {
    label: 'Expander norm',
    help: 'Norm of the hidden layers of both expanders; auto takes layer norm for ConvNeXt and batch norm for ResNet.',
    effect,
    advanced: true,
    options: { auto: 'Auto', layer_norm: 'Layer norm', batch_norm: 'Batch norm' },
  }),
  classifier: field(z.boolean(), {
    label: 'Online classifier',
    help: 'Trains a linear classifier beside the model on the detached representation of the first view; the model does not feel it.',
    effect,
  }),
});

export type ConvNextConfig = z.infer<typeof convnextConfig>;
export type ResNetConfig = z.infer<typeof resnetConfig>;
export type BackboneConfig = z.infer<typeof backboneConfig>;
export type ModelConfig = z.infer<typeof modelConfig>;

/** `"256-128"` → `[256, 128]`. */
export function parseExpander(spec: string): number[] {
  return spec.split('-').map(Number);
}
