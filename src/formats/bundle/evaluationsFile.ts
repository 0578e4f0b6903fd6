import { z } from '../../zod';
import { ALL_PROBES } from '../../reports/evaluation';
import { SUBJECTS } from '../../reports/evaluationResult';
import { amount, count, measured, names, share, words } from './values';

const MOST_EVALUATIONS = 1000;
const MOST_CLASSES = 1000;
const MOST_ROWS = 100;

const classification = z.object({
  top1: measured,
  top5: measured,
  chance: measured,
  labels: share,
  confusion: z.array(z.array(count).max(MOST_CLASSES)).max(MOST_CLASSES),
});

const segmentation = z.object({
  meanIou: measured,
  ious: z.array(amount.nullable()).max(MOST_CLASSES),
  pixelAccuracy: measured,
  chance: measured,
  maps: z.literal('all').exactOptional(),
});

const report = z.object({
  subject: words,
  data: words,
  step: count.exactOptional(),
  split: z.object({
    train: count,
    validation: count,
    test: count,
    seed: amount.exactOptional(),
    source: z.enum(['data set', 'stratified']),
  }),
  classNames: names.exactOptional(),
  maskClassNames: names.exactOptional(),
  linear: z
    .array(classification.extend({ rate: amount, augmented: z.literal(true).exactOptional() }))
    .max(MOST_ROWS)
    .exactOptional(),
  knn: z.object({ top1: measured, chance: measured, k: count, temperature: amount }).exactOptional(),
  segmentation: segmentation.exactOptional(),
  matching: z
    .object({
      radii: z
        .array(
          z.object({
            radius: amount,
            features: measured,
            embeddings: measured.exactOptional(),
            chance: measured,
          }),
        )
        .max(MOST_ROWS),
      count,
    })
    .exactOptional(),
  semantic: z.object({ accuracy: measured, chance: measured, count }).exactOptional(),
  finetune: z
    .array(classification.extend({ backboneRate: amount, headRate: amount, epochs: amount }))
    .max(MOST_ROWS)
    .exactOptional(),
  finetuneSegmentation: segmentation.exactOptional(),
  left: z.array(z.object({ probe: z.enum(ALL_PROBES), reason: words })).max(MOST_ROWS),
  seconds: z.record(z.string().max(100), amount),
});

/** `evaluations.json`: what the run and its baselines scored. */
export const evaluationsFile = z.array(z.object({ subject: z.enum(SUBJECTS), report })).max(MOST_EVALUATIONS);
