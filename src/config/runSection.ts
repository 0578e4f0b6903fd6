import { z } from '../zod';
import { field } from './field';

export const runSection = z.strictObject({
  seed: field(
    z
      .int()
      .min(0)
      .max(2 ** 31 - 1),
    {
      label: 'Seed',
      help: 'Seed of the initial weights, the order of the images and every augmentation.',
      effect: 'restart',
    },
  ),
  batch: field(z.int().min(2).max(4096), {
    label: 'Batch',
    unit: 'images',
    help: 'Images per step. Variance and covariance are taken over the batch, so small batches make them noisy.',
    effect: 'restart',
    reference: '--batch-size',
  }),
  length: field(z.number().positive().max(1e7), {
    label: 'Length',
    unit: 'steps or epochs',
    help: 'How long the run is; the learning-rate schedule spans it.',
    effect: 'live',
    reference: '--epochs',
  }),
  unit: field(z.enum(['steps', 'epochs']), {
    label: 'Counted in',
    help: 'Unit of the length and of the warm-up; one epoch passes the data set once.',
    effect: 'live',
    options: { steps: 'Steps', epochs: 'Epochs' },
  }),
  reportEvery: field(z.int().min(1).max(1000), {
    label: 'Report every',
    unit: 'steps',
    help: 'How often the loss terms are read back from the GPU and drawn.',
    effect: 'live',
    advanced: true,
  }),
  snapshotEvery: field(z.int().min(1).max(10000), {
    label: 'Matches every',
    unit: 'steps',
    help: 'How often the correspondence view and the matching accuracy are brought up to date.',
    effect: 'live',
    advanced: true,
  }),
  knnEvery: field(z.int().min(1).max(10000).nullable().default(null), {
    label: 'kNN every',
    unit: 'steps',
    help: 'How often 1,000 training images are classified by the nearest of the others, leave-one-out, on the frozen representation. Needs labels; the training does not learn from it.',
    effect: 'live',
    step: 10,
    advanced: true,
  }),
});
