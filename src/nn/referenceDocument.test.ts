import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { BACKBONES } from '../config/backbones';
import { getField } from '../config/describe';
import { representationSize } from '../config/geometry';
import type { BackboneConfig } from '../config/modelConfig';
import { DEFAULT_PRESET, findPreset, PRESETS } from '../config/presets';
import { REFERENCE_OPTIONS, SUBMITIT_OPTIONS, type ReferenceOption } from '../config/reference/options';
import { backboneSpecs } from './backboneSpecs';
import { parameterCount } from './specs';

/** @file The tables of docs/REFERENCE.md come from the code; `vitest run -u` on this file brings them up to date. */

const DOCUMENT = fileURLToPath(new URL('../../docs/REFERENCE.md', import.meta.url));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

/** The default preset's value, of the first crop group; nothing for whole sections. */
function valueHere(path: string): string {
  const value = getField(findPreset(DEFAULT_PRESET)!.config, path.replace('.*.', '.0.'));
  return value === undefined || typeof value === 'object' ? '' : code(String(value));
}

function optionTable(): string {
  const rows = Object.entries<ReferenceOption>(REFERENCE_OPTIONS).map(
    ([name, { default: fallback, fields, note }]) => [
      code(name),
      code(fallback),
      fields.map(code).join(', ') || 'none',
      fields.map(valueHere).filter(Boolean).join(', '),
      note,
    ],
  );
  return table(['Option', 'Default there', 'Field here', 'In the default preset', 'Note'], rows);
}

function submititTable(): string {
  const rows = Object.entries<ReferenceOption>(SUBMITIT_OPTIONS).map(
    ([name, { default: fallback, note }]) => [code(name), code(fallback), note],
  );
  return table(['Option', 'Default there', 'Why there is none here'], rows);
}

function backboneTable(): string {
  const rows = Object.entries<BackboneConfig>(BACKBONES).map(([name, config]) => [
    code(name),
    (config.family === 'convnext' ? config.depths : config.layers).join('-'),
    String(config.family === 'convnext' ? config.widths[0] : config.base),
    String(representationSize(config)),
    parameterCount(backboneSpecs(config)).toLocaleString('en'),
  ]);
  return table(['`--arch`', 'Blocks', 'First width', 'Representation', 'Parameters'], rows);
}

function presetTable(): string {
  const rows = PRESETS.filter(({ group }) => group === 'As published').map(({ name, title }) => [
    title,
    code(name),
    code(`${name.replace('resnet50', 'resnet')}-browser`),
  ]);
  return table(['Published command', 'Preset', 'Browser-sized sibling'], rows);
}

const TABLES: Readonly<Record<string, () => string>> = {
  options: optionTable,
  submitit: submititTable,
  backbones: backboneTable,
  presets: presetTable,
};

it('docs/REFERENCE.md has the tables that the code gives', async () => {
  const text = readFileSync(DOCUMENT, 'utf8').replace(
    /<!-- begin (\w+) -->[^]*?<!-- end \1 -->/g,
    (_, name: string) => `<!-- begin ${name} -->\n\n${TABLES[name]!()}\n\n<!-- end ${name} -->`,
  );
  for (const name of Object.keys(TABLES)) expect(text).toContain(`<!-- begin ${name} -->`);
  const settings = await resolveConfig(DOCUMENT);
  await expect(await format(text, { ...settings, parser: 'markdown' })).toMatchFileSnapshot(DOCUMENT);
});
