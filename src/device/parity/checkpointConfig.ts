import { z } from '../../zod';
import { convnextFields, resnetFields } from './backboneConfig';
import { criterionFields, provenance, size } from './configFields';

const sum = z.number().nullable();

const described = {
  /** The PyTorch file, which lies beside the fixture. */
  file: z.string(),
  format: z.enum(['zip', 'legacy']),
};

/** A checkpoint of tensors of every kind, whose values the fixture holds. */
export const tensorsConfig = z.strictObject({
  ...described,
  content: z.string(),
  dtypes: z.record(z.string(), z.string()),
  shapes: z.record(z.string(), z.array(z.int())),
  strides: provenance,
  offsets: provenance,
});

const weights = {
  ...described,
  height: size,
  width: size,
  batch: size,
  tensors: z.record(
    z.string(),
    z.strictObject({ dtype: z.string(), shape: z.array(z.int()), sum: z.number(), abs_sum: z.number() }),
  ),
  float32_vs_float64_rel_error: provenance,
  note: provenance,
};

const { alpha, num_matches, l2_all_matches, inv_coeff, var_coeff, cov_coeff } = criterionFields;

/** What a full checkpoint adds to the backbone: expanders, optimiser and where the training stood. */
const full = {
  ...weights,
  mlp: z.string(),
  maps_mlp: z.string(),
  alpha,
  num_matches,
  l2_all_matches,
  inv_coeff,
  var_coeff,
  cov_coeff,
  optimizer: z.enum(['adamw', 'lars']),
  weight_decay: z.number(),
  content: z.string(),
  epoch: z.int(),
  optimizer_sums: z.strictObject({
    /** Sums of the optimiser's tensors by parameter number. */
    state: z.record(z.string(), z.record(z.string(), sum)),
    param_groups: z.array(z.record(z.string(), z.unknown())),
  }),
};

/** A checkpoint of a backbone alone. */
export const backboneCheckpointConfig = z.discriminatedUnion('family', [
  z.strictObject({ ...weights, ...convnextFields }),
  z.strictObject({ ...weights, ...resnetFields }),
]);

/** A checkpoint of a whole training. */
export const fullCheckpointConfig = z.discriminatedUnion('family', [
  z.strictObject({ ...full, ...convnextFields }),
  z.strictObject({ ...full, ...resnetFields }),
]);

export type FullCheckpoint = z.infer<typeof fullCheckpointConfig>;
