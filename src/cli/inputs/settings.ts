import { parseConfig } from '../../config/parse';
import { findPreset, PRESETS } from '../../config/presets';
import type { RunConfig } from '../../config/runConfig';
import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';
import { readConfigFile } from './configFile';

/** Options that describe a configuration. */
export interface ConfigOptions {
  readonly config?: string;
  readonly preset: string;
  /** `path=value` settings, in the order given. */
  readonly set: readonly string[];
}

/**
 * The configuration that the options describe: preset or file, then the `--set`s in order.
 * @throws Failure `config_invalid` or `config_version`, naming what is wrong.
 */
export async function configFrom(options: ConfigOptions): Promise<RunConfig> {
  const start =
    options.config === undefined ? presetConfig(options.preset) : await readConfigFile(options.config);
  if (options.set.length === 0) return start;
  const changed = structuredClone(start) as unknown as Record<string, unknown>;
  for (const setting of options.set) applySetting(changed, setting);
  return parseConfig(changed, '--set');
}

function presetConfig(name: string): RunConfig {
  const preset = findPreset(name);
  if (preset !== undefined) return preset.config;
  throw new Failure({
    code: 'config_invalid',
    message: `There is no preset ${quoted(name)}; there are ${PRESETS.map((known) => known.name).join(', ')}.`,
  });
}

/** Sets the field that `path=value` names; the value is JSON, or else taken as text. */
function applySetting(config: Record<string, unknown>, setting: string): void {
  const equals = setting.indexOf('=');
  if (equals <= 0) throw badSetting(setting, 'has no field and value');
  const keys = setting.slice(0, equals).split('.');
  let parent: Record<string, unknown> = config;
  for (const [depth, key] of keys.entries()) {
    if (!Object.hasOwn(parent, key)) {
      const fields = Object.keys(parent).join(', ');
      const where = depth === 0 ? 'the configuration' : quoted(keys.slice(0, depth).join('.'));
      throw badSetting(setting, `names no field: in ${where} there are ${fields}`);
    }
    if (depth === keys.length - 1) {
      parent[key] = parseValue(setting.slice(equals + 1));
      return;
    }
    const child = parent[key];
    if (typeof child !== 'object' || child === null) {
      throw badSetting(
        setting,
        `goes on below ${quoted(keys.slice(0, depth + 1).join('.'))}, which is a value`,
      );
    }
    parent = child as Record<string, unknown>;
  }
}

function badSetting(setting: string, what: string): Failure {
  return new Failure({
    code: 'config_invalid',
    message: `--set ${plain(setting)} ${what}.`,
    doing: 'reading the options',
    remedy: 'Write it as --set loss.alpha=0.9.',
  });
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
