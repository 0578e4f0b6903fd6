import { z } from '../zod';
import { DISTORTION_FIELDS } from '../augment/distortions';
import { mapValues } from '../mapValues';
import { field, type Effect } from './field';
import { normalizationFields } from './normalization';

const effect: Effect = 'live';

/** Distortion of one of the two kinds of view (even and odd index within each crop group). */
function distortion(side: string) {
  const fields = mapValues(DISTORTION_FIELDS, ({ label, help, max, step, unit, older }) => {
    const value = z.number().min(0).max(max);
    return field(older === undefined ? value : value.default(older), {
      label,
      help: help(side),
      effect,
      step,
      ...(unit === undefined ? {} : { unit }),
    });
  });
  return z.strictObject(fields);
}

/** Bounds of a crop's aspect ratio in the reference, which are torchvision's. */
export const REFERENCE_ASPECT = { ratioMin: 3 / 4, ratioMax: 4 / 3 } as const;

const ratio = z.number().min(0.1).max(10);

const cropGroupConfig = z
  .strictObject({
    size: field(z.int().min(8).max(512), {
      label: 'Crop size',
      unit: 'px',
      help: 'Side of the views of this group; the total stride of the backbone must divide it.',
      effect: 'restart',
      step: 8,
      reference: '--size-crops',
    }),
    count: field(z.int().min(1).max(16), {
      label: 'Views',
      help: 'How many views of this size are taken of each image.',
      effect: 'restart',
      reference: '--num-crops',
    }),
    scaleMin: field(z.number().min(0.01).max(1), {
      label: 'Smallest crop',
      unit: 'of area',
      help: 'Smallest share of the source image that a crop may cover.',
      effect,
      step: 0.01,
      reference: '--min_scale_crops',
    }),
    scaleMax: field(z.number().min(0.01).max(1), {
      label: 'Largest crop',
      unit: 'of area',
      help: 'Largest share of the source image that a crop may cover.',
      effect,
      step: 0.01,
      reference: '--max_scale_crops',
    }),
    ratioMin: field(ratio.default(REFERENCE_ASPECT.ratioMin), {
      label: 'Narrowest crop',
      unit: 'width / height',
      help: 'Smallest aspect ratio of a crop: its width over its height. The reference has 3/4, and no option for it.',
      effect,
      step: 0.05,
      advanced: true,
    }),
    ratioMax: field(ratio.default(REFERENCE_ASPECT.ratioMax), {
      label: 'Widest crop',
      unit: 'width / height',
      help: 'Largest aspect ratio of a crop. The reference has 4/3, and no option for it.',
      effect,
      step: 0.05,
      advanced: true,
    }),
  })
  .refine((group) => group.scaleMin <= group.scaleMax, {
    message: 'the smallest crop must not be larger than the largest one',
    path: ['scaleMin'],
  })
  .refine((group) => group.ratioMin <= group.ratioMax, {
    message: 'the narrowest crop must not be wider than the widest one',
    path: ['ratioMin'],
  });

export const viewsConfig = z.strictObject({
  crops: z
    .array(cropGroupConfig)
    .min(1)
    .max(4)
    .refine((groups) => groups[0]?.count === 2, {
      message: 'the first group holds the two global views, so its count must be 2',
      path: [0, 'count'],
    }),
  flip: field(z.number().min(0).max(1), {
    label: 'Flip',
    help: 'Probability that a view is mirrored left to right.',
    effect,
    step: 0.05,
  }),
  noFlipGrid: field(z.boolean(), {
    label: 'Leave the grid unflipped',
    help: "When on, the location grid of a flipped view is not mirrored with it, as in the reference's default; matches by location then pair wrong places in flipped views.",
    effect,
    reference: '--no-flip-grid',
    advanced: true,
  }),
  left: distortion('left (even)'),
  right: distortion('right (odd)'),
  ...normalizationFields,
});

export type CropGroupConfig = z.infer<typeof cropGroupConfig>;
export type ViewsConfig = z.infer<typeof viewsConfig>;
export type DistortionConfig = ViewsConfig['left'];
