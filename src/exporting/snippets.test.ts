import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EXPORT_FORMATS, type ExportFormat } from './formats';
import { SNIPPETS } from './snippets';

const DOCS = readFileSync(new URL('../../docs/EXPORTS.md', import.meta.url), 'utf8');

it.each(Object.keys(EXPORT_FORMATS) as ExportFormat[])('docs/EXPORTS.md shows how to load %s', (format) => {
  const kind = EXPORT_FORMATS[format];
  const isModel = ['safetensors', 'onnx', 'pth'].includes(format);
  const name = 'ending' in kind ? `${isModel ? 'model' : format}${kind.ending}` : format;
  expect(DOCS).toContain(`| \`${format}\``);
  for (const { language, needs, code } of SNIPPETS[format](`runs/first/${name}`))
    expect(DOCS).toContain(`${needs}\n\n\`\`\`${language}\n${code}\n\`\`\`\n`);
});
