import { blur } from './blur';
import { grayscale } from './grayscale';
import { jitter } from './jitter';
import { merged } from './merged';
import { solarize } from './solarize';

/**
 * What may be done to a view once it is cropped, resized and flipped, in the order in which it is drawn and applied.
 * Parameters, fields of the configuration, packed columns, rendering, captions and tests follow from this table. Crop and
 * flip are not in it: they move pixels, so the location grids need them too.
 */
export const DISTORTIONS = [jitter, grayscale, blur, solarize] as const;

export type Distortion = (typeof DISTORTIONS)[number];

/** The fields of one side's distortion. */
export const DISTORTION_FIELDS = merged(DISTORTIONS.map(({ fields }) => fields));

/** The parameters of a view that no distortion changes. */
export const UNDISTORTED = merged(DISTORTIONS.map(({ none }) => none));
