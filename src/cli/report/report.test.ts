import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeLink } from '../../config/link';
import { failureInfo } from '../../failure';
import { readBundle } from '../../formats/bundle/readBundle';
import { exitCodeOf } from '../process/exitCodes';
import { scratch } from '../testing/program';
import { REPORT_LINE } from './options';
import { writeReport } from './writeReport';

const { path, remove } = scratch();
afterAll(remove);
const FILE = new Uint8Array(
  readFileSync(new URL('../../formats/bundle/fixtures/version1.zip', import.meta.url)),
);
const bundle = path('first.zip');
writeFileSync(bundle, FILE);
for (const [name, bytes] of Object.entries(unzipSync(FILE))) {
  mkdirSync(dirname(path(`folder/${name}`)), { recursive: true });
  writeFileSync(path(`folder/${name}`), bytes);
}

const report = (...args: string[]) => writeReport(REPORT_LINE.parse(args), new AbortController().signal);

async function refusal(...args: string[]) {
  try {
    await report(...args);
  } catch (error) {
    const { code, message } = failureInfo(error);
    expect(exitCodeOf(code)).toBe(2);
    return message;
  }
  throw new Error('A report was written.');
}

describe('report', () => {
  it('writes the page of a bundle beside it, and that of a folder into it', async () => {
    await report(bundle);
    const page = readFileSync(path('first.html'), 'utf8');
    expect(page).toContain('<h1>version 1</h1>');
    expect(page).toContain('kNN top-1');
    await report(path('folder'));
    const other = readFileSync(path('folder/report.html'), 'utf8');
    expect(other.replace('<h1>folder</h1>', '<h1>version 1</h1>').length).toBeGreaterThan(0.99 * page.length);
    await report(bundle, '--out', path('deep/below/page.html'));
    expect(existsSync(path('deep/below/page.html'))).toBe(true);
  });

  it('writes it in Markdown and BibTeX, with a link where the playground is', async () => {
    await report(bundle, '--as', 'bibtex', '--page', 'https://some.site/play/');
    const { howpublished } = /howpublished += \{\\url\{(?<howpublished>[^}]*)\}\}/.exec(
      readFileSync(path('first.bib'), 'utf8'),
    )!.groups!;
    const address = new URL(howpublished!);
    expect(address.href.replace(address.hash, '')).toBe('https://some.site/play/');
    expect(decodeLink(address.hash).config).toEqual(readBundle(FILE).config);
    await report(path('folder'), '--as', 'markdown');
    expect(readFileSync(path('folder/report.md'), 'utf8')).toMatch(/^\*\*folder\*\*, a run of \[VICRegL\]/);
    expect(() => REPORT_LINE.parse([bundle, '--page', 'javascript:alert(1)'])).toThrow(/must be an address/);
  });

  it('reads a folder that knows less', async () => {
    mkdirSync(path('old'));
    for (const name of ['config.json', 'metrics.jsonl'])
      writeFileSync(path(`old/${name}`), readFileSync(path(`folder/${name}`)));
    await report(path('old'));
    expect(readFileSync(path('old/report.html'), 'utf8')).toContain('VICRegL after 6 steps.');
  });

  it('says why there is none', async () => {
    expect(await refusal(path('nowhere'))).toMatch(/^There is no run in ".*nowhere": there is nothing/);
    mkdirSync(path('empty'));
    expect(await refusal(path('empty'))).toMatch(/it has no metrics\.jsonl/);
    writeFileSync(path('text.zip'), 'no zip file at all, but long enough to be one');
    expect(await refusal(path('text.zip'))).toMatch(/table of contents is missing/);
    await report(bundle, '--overwrite');
    expect(await refusal(bundle)).toMatch(/first\.html" is there already/);
    expect(await refusal('/dev/zero')).toMatch(/it is no file/);
  });
});
