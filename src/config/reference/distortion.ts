import { DISTORTIONS } from '../../augment/distortions';
import { merged } from '../../augment/distortions/merged';
import type { DistortionConfig } from '../viewsConfig';

/** The reference's distortion of even (left) and odd (right) views, which no option of it changes. */
export const REFERENCE_DISTORTION: { readonly left: DistortionConfig; readonly right: DistortionConfig } = {
  left: merged(DISTORTIONS.map(({ reference: [left] }) => left)),
  right: merged(DISTORTIONS.map(({ reference: [, right] }) => right)),
};
