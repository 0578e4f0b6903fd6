import type { DistortionConfig, ViewsConfig } from '../config/viewsConfig';
import { DISTORTIONS } from './distortions';
import type { ImageSize } from './randomResizedCrop';
import { PLAIN_VIEW, type ViewParameters } from './viewParameters';

/** @file One augmentation by itself, all others off: for a look at what it does. */

export type AugmentationName = 'crop' | 'flip' | (typeof DISTORTIONS)[number]['name'];

/** All that can be done to a view, in the order in which it applies, with its name for people. */
export const AUGMENTATIONS: readonly { readonly name: AugmentationName; readonly label: string }[] = [
  { name: 'crop', label: 'Crop' },
  { name: 'flip', label: 'Flip' },
  ...DISTORTIONS.map(({ name, label }) => ({ name, label })),
];

/**
 * The settings under which a view always gets an augmentation that it can get, as strong as under `config`: what is
 * drawn besides its chance stays the same. A chance of 0 stays 0.
 */
export function withCertain(config: ViewsConfig, name: AugmentationName): ViewsConfig {
  const certain = (chance: number) => (chance > 0 ? 1 : 0);
  if (name === 'crop') return config;
  if (name === 'flip') return { ...config, flip: certain(config.flip) };
  const { chance } = DISTORTIONS.find((distortion) => distortion.name === name)!;
  const side = (settings: DistortionConfig) => ({ ...settings, [chance]: certain(settings[chance]) });
  return { ...config, left: side(config.left), right: side(config.right) };
}

/** What one augmentation does to a view, by itself; without the crop, a view shows the whole source. */
export function alone(view: ViewParameters, name: AugmentationName, source: ImageSize): ViewParameters {
  const plain = { ...PLAIN_VIEW, crop: { top: 0, left: 0, height: source.height, width: source.width } };
  return { ...plain, [name]: view[name] };
}
