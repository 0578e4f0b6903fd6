import { changedFields } from '../describe';
import type { RunConfig } from '../runConfig';
import { PRESETS, type Preset } from '.';

/** The preset that differs in the fewest fields: links and files hold a configuration, not where it came from. */
export function nearestPreset(config: RunConfig): Preset {
  const distances = PRESETS.map((preset) => changedFields(config, preset.config).length);
  return PRESETS[distances.indexOf(Math.min(...distances))]!;
}
