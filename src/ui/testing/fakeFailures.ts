import { STARTING_BACKBONES } from '../../config/backbones';
import { Failure } from '../../failure';

/** @file What a worker that trains nothing fails with when it is asked to. */

export const OTHER_OPTIMIZER = new Failure({
  code: 'weights_mismatch',
  message: 'The file was trained with AdamW; this run has LARS.',
  remedy: 'Set the optimiser to the file’s.',
  settings: [{ path: 'optim.optimizer', value: 'adamw' }],
}).info;

export const OTHER_BACKBONE = new Failure({
  code: 'weights_mismatch',
  message: 'The file holds a ResNet; the model is a ConvNeXt.',
  remedy: 'Set the backbone to the file’s, then load it again.',
  settings: [{ path: 'model.backbone', value: STARTING_BACKBONES.resnet }],
}).info;

export const OUT_OF_MEMORY = new Failure({
  code: 'out_of_memory',
  message: 'The GPU has no memory left for this run.',
  doing: 'allocating GPU memory',
  remedy: 'Use a smaller batch, smaller views, a narrower expander or fewer cells.',
}).info;

export const NOT_FINITE = new Failure({
  code: 'loss_not_finite',
  message: 'At step 120, local variance became NaN.',
  doing: 'training',
  remedy:
    'Lower the learning rate or lengthen the warm-up, then reset; the weights of the last good step are kept.',
}).info;

export const DEVICE_LOST = new Failure({
  code: 'device_lost',
  message: 'The GPU was lost while training.',
  doing: 'training',
  remedy: 'Try again; the weights of the last good step are kept.',
}).info;

export const DEVICE_BUSY = new Failure({
  code: 'device_busy',
  message: 'A run trains on this device, which would be timed with it.',
  doing: 'tuning the kernels',
  remedy: 'Pause the run, then tune.',
}).info;

export const CANCELLED = new Failure({ code: 'cancelled', message: 'Cancelled.' }).info;
