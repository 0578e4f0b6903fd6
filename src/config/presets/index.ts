import { BROWSER_SIZED } from './browserSized';
import { PLAYGROUND } from './playground';
import type { Preset } from './preset';
import { PUBLISHED } from './published';
import { SMALL_IMAGES } from './smallImages';

export { REFERENCE_DISTORTION } from '../reference/distortion';
export type { Preset } from './preset';

/** Every preset, the default one first. */
export const PRESETS: readonly Preset[] = [...PLAYGROUND, ...BROWSER_SIZED, ...SMALL_IMAGES, ...PUBLISHED];

export const DEFAULT_PRESET = 'playground';

export function findPreset(name: string): Preset | undefined {
  return PRESETS.find((preset) => preset.name === name);
}
