import { readFile } from 'node:fs/promises';
import { parseConfig } from '../../config/parse';
import { findPreset, PRESETS } from '../../config/presets';
import type { RunConfig } from '../../config/runConfig';
import { Failure } from '../../failure';
import type { TrainOptions } from './options';

/**
 * The configuration that the options describe: preset or file, then the `--set`s in order.
 * @throws Failure `config_invalid` or `config_version`, naming what is wrong.
 */
export async function configFrom(options: TrainOptions): Promise<RunConfig> {
  const start =
    options.config === undefined ? presetConfig(options.preset) : await fileConfig(options.config);
  const changed = structuredClone(start) as unknown as Record<string, unknown>;
  for (const setting of options.set) applySetting(changed, setting);
  return parseConfig(changed, options.set.length > 0 ? '--set' : 'The configuration');
}

function presetConfig(name: string): RunConfig {
  const preset = findPreset(name);
  if (preset !== undefined) return preset.config;
  throw new Failure({
    code: 'config_invalid',
    message: `There is no preset ${JSON.stringify(name)}; there are ${PRESETS.map((known) => known.name).join(', ')}.`,
  });
}

async function fileConfig(path: string): Promise<RunConfig> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      { code: 'config_invalid', message: `${path} cannot be read as JSON: ${reason}.` },
      { cause: error },
    );
  }
  return parseConfig(value, path);
}

/** Sets the field that `path=value` names; the value is JSON, or else taken as text. */
function applySetting(config: Record<string, unknown>, setting: string): void {
  const equals = setting.indexOf('=');
  const keys = setting.slice(0, Math.max(equals, 0)).split('.');
  let parent: unknown = config;
  for (const key of keys.slice(0, -1)) parent = child(parent, key);
  const last = keys.at(-1)!;
  if (equals <= 0 || child(parent, last) === undefined) {
    throw new Failure({
      code: 'config_invalid',
      message: `--set ${setting} names no field; it is written as loss.alpha=0.9.`,
    });
  }
  (parent as Record<string, unknown>)[last] = parseValue(setting.slice(equals + 1));
}

function child(parent: unknown, key: string): unknown {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return undefined;
  return (parent as Record<string, unknown>)[key];
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
