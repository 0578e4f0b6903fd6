import type { SuggestedSetting } from '../../failure';

const LAYER_SCALE = 'model.backbone.layerScale';

/** What a button says that makes these settings, for a weights file. */
export function settingsLabel(settings: readonly SuggestedSetting[]): string {
  const [first, ...others] = settings;
  if (first?.path !== LAYER_SCALE || others.length > 0) return 'Use the file’s settings';
  return first.value === 0 ? 'Leave layer scale out' : 'Use layer scale';
}
