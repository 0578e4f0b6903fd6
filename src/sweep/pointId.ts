import type { FieldValue } from '../config/describe';
import type { SweepSetting } from './spec';
import { valueText } from './values';

/** Settings of a point that share a name with no other, in the characters that every file system takes. */
export function groupId(settings: readonly SweepSetting[]): string {
  if (settings.length === 0) return 'run';
  const lastKeys = settings.map(({ path }) => path.split('.').at(-1)!);
  const distinct = new Set(lastKeys).size === lastKeys.length;
  return settings
    .map(({ path, value }, place) => `${distinct ? lastKeys[place]! : path}-${valueName(value)}`)
    .join('_');
}

/** The folder name of one point, the same on every run: `alpha-0.75_seed-2`. */
export function pointId(group: string, seed: number): string {
  return `${group}_seed-${seed}`;
}

/** Other characters become `~` and their code, so that two values never share a name. */
function valueName(value: FieldValue): string {
  const text = Array.isArray(value) ? value.join('-') : valueText(value);
  return text.replace(/[^A-Za-z0-9.-]/gu, (character) => `~${character.codePointAt(0)!.toString(16)}`);
}
