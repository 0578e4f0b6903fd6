import { z } from '../zod';
import { fingerprint } from './dataIdentity';
import { tilings } from './tilings';

const MAX_POINTS = 256;
const MAX_CURVES = 32;

const name = z.string().min(1).max(48);

/** What a shared link says of a run's results: thinned curves and final measures. Names are columns of the run history. */
export const runSummary = z.strictObject({
  /** Steps done when the link was made. */
  step: z.int().min(0).max(1e9),
  /** The device the run was made on. */
  device: z.string().max(120),
  /** Of the images. */
  data: fingerprint.optional(),
  /** How its kernels were cut up, where there was a choice. */
  tilings: tilings.optional(),
  curves: z
    .record(
      name,
      z
        .strictObject({
          steps: z.array(z.int().min(0).max(1e9)).max(MAX_POINTS),
          values: z.array(z.number()).max(MAX_POINTS),
        })
        .refine((curve) => curve.steps.length === curve.values.length, 'as many values as steps'),
    )
    .refine((curves) => Object.keys(curves).length <= MAX_CURVES, `at most ${MAX_CURVES} curves`),
  measures: z.record(name, z.number()),
});

export type RunSummary = z.infer<typeof runSummary>;
