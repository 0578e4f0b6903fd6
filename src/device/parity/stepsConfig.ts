import { z } from '../../zod';
import { convnextFields, resnetFields } from './backboneConfig';
import { criterionFields, cropBoxes, grid, provenance, size } from './configFields';

const shared = {
  ...criterionFields,
  mlp: z.string(),
  maps_mlp: z.string(),
  norm: z.enum(['layer_norm', 'batch_norm']),
  optimizer: z.enum(['adamw', 'lars']),
  weight_decay: z.number(),
  base_lr: z.number(),
  batch_size: size,
  end_lr_ratio: z.number(),
  total_steps: size,
  warmup_steps: z.int().min(0),
  steps: size,
  lr: z.array(z.number()),
  num_classes: size,
  batch: size,
  crop_sizes: z.array(grid),
  grids: z.array(grid),
  global_views: z.literal(2),
  local_views: z.int().min(0),
  drop_path_rate: z.literal(0),
  state_dict_order: z.array(z.string()),
  noise_driven_elements: z.record(z.string(), z.array(z.int())),
  tensors_with_zero_gradient_in_theory: z.array(z.string()),
  crop_boxes_ijhwHW: cropBoxes,
  logs_float64: provenance,
  float32_vs_float64: provenance,
  min_gap_location_sq: provenance,
  min_gap_l2_relative_sq: provenance,
  search_offset: provenance,
  seed: provenance,
};

/** Settings of a fixture of whole training steps. */
export const stepsConfig = z.discriminatedUnion('family', [
  z.strictObject({ ...shared, ...convnextFields }),
  z.strictObject({ ...shared, ...resnetFields }),
]);

export type StepsSettings = z.infer<typeof stepsConfig>;
