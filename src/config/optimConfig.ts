import { z } from '../zod';
import { field } from './field';

export const optimConfig = z.strictObject({
  optimizer: field(z.enum(['adamw', 'lars']), {
    label: 'Optimiser',
    help: 'AdamW, as the reference uses for ConvNeXt; LARS, as it uses for ResNet with large batches.',
    effect: 'restart',
    options: { adamw: 'AdamW', lars: 'LARS' },
    reference: '--optimizer',
  }),
  baseLr: field(z.number().min(0).max(10), {
    label: 'Base learning rate',
    help: 'The peak rate is this value × batch / 256.',
    effect: 'live',
    scale: 'log',
    reference: '--base-lr',
  }),
  endLrRatio: field(z.number().min(0).max(1), {
    label: 'Final ratio',
    help: 'The cosine decay ends at the peak rate times this ratio.',
    effect: 'live',
    advanced: true,
    reference: '--end-lr-ratio',
  }),
  warmup: field(z.number().min(0).max(1e6), {
    label: 'Warm-up',
    unit: 'steps or epochs',
    help: 'The rate rises linearly from 0 over this time, in the same unit as the length of the run.',
    effect: 'live',
    reference: '--warmup-epochs',
  }),
  weightDecay: field(z.number().min(0).max(1), {
    label: 'Weight decay',
    help: 'Decay of matrices and filters; biases, norms and other 1-D parameters are left out. LARS uses 1e-6 whatever this says, as the reference does.',
    effect: 'live',
    scale: 'log',
    reference: '--weight-decay',
  }),
  beta1: field(z.number().min(0).max(0.9999), {
    label: 'AdamW β₁',
    help: 'Decay of the running mean of the gradient.',
    effect: 'restart',
    advanced: true,
  }),
  beta2: field(z.number().min(0).max(0.99999), {
    label: 'AdamW β₂',
    help: 'Decay of the running mean of the squared gradient.',
    effect: 'restart',
    advanced: true,
  }),
  momentum: field(z.number().min(0).max(0.9999), {
    label: 'LARS momentum',
    help: 'Share of the last update that is carried on.',
    effect: 'restart',
    advanced: true,
  }),
  eta: field(z.number().min(0).max(1), {
    label: 'LARS η',
    symbol: 'η',
    help: 'Trust coefficient: a tensor moves by about this share of its norm times the rate.',
    effect: 'restart',
    scale: 'log',
    advanced: true,
  }),
  // Configurations and links from before there was a choice have no such field.
  precision: field(z.enum(['float32', 'mixed']).default('float32'), {
    label: 'Precision',
    help: 'Mixed keeps activations as 16-bit floats, which saves GPU memory and its bandwidth; weights, sums and the loss stay in 32 bits, and the loss is scaled so that small gradients survive. Needs WebGPU.',
    effect: 'restart',
    options: { float32: '32-bit', mixed: 'Mixed, 16- and 32-bit' },
    advanced: true,
  }),
});

export type OptimConfig = z.infer<typeof optimConfig>;
