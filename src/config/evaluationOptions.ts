import { z } from '../zod';

/** Which maps a segmentation head sees: the last one, or those of all stages, resized to the first and joined. */
export const MAP_CHOICES = ['last', 'all'] as const;
export type MapChoice = (typeof MAP_CHOICES)[number];

const epochs = z.int().min(1).max(1000).exactOptional();
const batch = z.int().min(1).max(4096).exactOptional();
const rate = z.number().min(0).max(100).exactOptional();
const weightDecay = z.number().min(0).max(1).exactOptional();

/**
 * How probes are trained, as plain data: what is left out has the probe's own default. Learning rates are for the batch
 * as it is; none is scaled.
 */
export const evaluationOptions = z.strictObject({
  /** Shares of the labels for linear classification and fine-tuning, largest first. */
  labelShares: z.array(z.number().gt(0).max(1)).min(1).max(8).readonly().exactOptional(),
  linear: z
    .strictObject({
      epochs,
      batch,
      /** Learning rates that are tried; validation data chooses. */
      rates: z.array(z.number().positive().max(100)).min(1).max(16).readonly().exactOptional(),
      weightDecay,
      /** Takes a random crop and flip of every training image in every epoch, in place of features made once. */
      augmented: z.boolean().exactOptional(),
    })
    .exactOptional(),
  segmentation: z
    .strictObject({
      epochs,
      batch,
      rate,
      power: z.number().min(0).max(10).exactOptional(),
      weightDecay,
      maps: z.enum(MAP_CHOICES).exactOptional(),
    })
    .exactOptional(),
  /** Fine-tuning for classification: SGD with momentum. */
  finetune: z.strictObject({ epochs, batch, backboneRate: rate, headRate: rate }).exactOptional(),
  /** Fine-tuning for segmentation: AdamW. */
  finetuneSegmentation: z
    .strictObject({ epochs, batch, backboneRate: rate, headRate: rate, weightDecay })
    .exactOptional(),
});

export type EvaluationOptions = Readonly<z.infer<typeof evaluationOptions>>;
