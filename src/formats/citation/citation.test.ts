import { describe, expect, it } from 'vitest';
import { findPreset } from '../../config/presets';
import { PROGRAM } from '../../program';
import { tinyBundle } from '../bundle/testing/tinyBundle';
import { citeBibtex } from './bibtex';
import { settingsHash } from './citedRun';
import { citeMarkdown } from './markdown';

const { config: preset } = findPreset('playground')!;
const link = 'https://some.site/play/?view=loss#4.a-b_c';
const atAlpha = (alpha: number) => ({ ...preset, loss: { ...preset.loss, alpha } });
const environment = { program: PROGRAM, runtime: 'Node', backend: 'wasm', adapter: 'A_B {100 %}' };
const cited = (change: Parameters<typeof tinyBundle>[0] = {}) => ({
  run: tinyBundle({ name: 'brisk otter', config: atAlpha(0.6), environment, ...change }),
  link,
  year: 2026,
});

/** Entries of BibTeX as a parser reads them: braces are counted, also those behind a backslash. */
function entriesOf(text: string) {
  return text
    .split(/^(?=@)/m)
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [, type, key] = /^@(\w+)\{([^,\s]+),\n/.exec(entry)!;
      const fields: Record<string, string> = {};
      for (const [, name, value] of entry.matchAll(/^ {2}(\w+) += \{(.*)\},?$/gm)) {
        let depth = 0;
        for (const character of value!) {
          if (character === '{') depth++;
          if (character === '}') depth--;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
        fields[name!] = value!;
      }
      return { type, key, fields };
    });
}

describe('the hash of settings', () => {
  it('is the same for equal settings in any order, and another for others', () => {
    const shuffled = Object.fromEntries(Object.entries(preset).reverse()) as typeof preset;
    expect(settingsHash(shuffled)).toBe(settingsHash(preset));
    expect(settingsHash(preset)).toMatch(/^[0-9a-f]{16}$/);
    expect(settingsHash(atAlpha(0.6))).not.toBe(settingsHash(preset));
  });
});

describe('a run in BibTeX', () => {
  it('is an entry of the run, then those of both papers', () => {
    const [run, ...papers] = entriesOf(citeBibtex(cited()));
    const hash = settingsHash(atAlpha(0.6));
    expect(run).toEqual({
      type: 'misc',
      key: `vicregl-run-${hash.slice(0, 8)}`,
      fields: {
        key: 'VICRegL playground',
        title: '{brisk otter: a VICRegL run}',
        year: '2026',
        howpublished: `\\url{${link}}`,
        note: expect.stringMatching(
          new RegExp(
            `, settings ${hash}, seed \\d+, \\d+ steps?, on A\\\\_B \\\\textbraceleft\\{\\}100 \\\\%\\\\textbraceright\\{\\} \\(wasm\\)$`,
          ),
        ) as string,
      },
    });
    expect(papers.map(({ type, key, fields }) => [type, key, fields.eprint])).toEqual([
      ['inproceedings', 'bardes2022vicregl', '2210.01571'],
      ['inproceedings', 'bardes2022vicreg', '2105.04906'],
    ]);
    expect(papers[0]!.fields.author).toBe('Adrien Bardes and Jean Ponce and Yann LeCun');
  });

  it('keeps its form whatever a name holds', () => {
    const name = '}}, title = {x} \\input{/etc/passwd} 50 % of $a_b^c$ & #1 ~ "α 0.75→1"\n@misc{y,';
    const entries = entriesOf(citeBibtex(cited({ name })));
    expect(entries).toHaveLength(3);
    expect(entries[0]!.fields.title).toBe(
      '{\\textbraceright{}\\textbraceright{}, title = \\textbraceleft{}x\\textbraceright{} ' +
        '\\textbackslash{}input\\textbraceleft{}/etc/passwd\\textbraceright{} 50 \\% of ' +
        '\\$a\\_b\\textasciicircum{}c\\$ \\& \\#1 \\textasciitilde{} "$\\alpha$ 0.75$\\to$1" ' +
        '@misc\\textbraceleft{}y,: a VICRegL run}',
    );
    const odd = entriesOf(citeBibtex({ ...cited(), link: 'https://a.b/?x={|}#4.c' }));
    expect(odd[0]!.fields.howpublished).toBe('\\url{https://a.b/?x=%7B%7C%7D#4.c}');
  });
});

describe('a run in Markdown', () => {
  const rows = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .slice(1, -1)
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim()),
      );

  it('tells what differs from the preset, and the last measures beside chance', () => {
    const text = citeMarkdown(cited());
    expect(text).toContain(`[Open it in the playground](<${link}>)`);
    expect(text).toContain(`Settings ${settingsHash(atAlpha(0.6))}.`);
    const table = rows(text);
    expect(table[0]).toEqual(['setting', findPreset('playground')!.title, 'this run']);
    expect(table).toContainEqual(['Global weight α', String(preset.loss.alpha), '0.6']);
    expect(table.filter(([name]) => name?.startsWith('Total loss, step'))).toHaveLength(1);
    const matching = table.find(([name]) => name?.startsWith('Matching accuracy, backbone features, step'));
    expect(matching?.slice(1)).toEqual(['20.0 %', '10.0 %']);
    expect(table).toContainEqual(['linear top-1: this run, step 2', '75.0 %', '25.0 %']);
    expect(table).toContainEqual(['semantic matching: this run, step 2', '–', '30.0 %']);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('says so where nothing differs, and where nothing was measured', () => {
    const run = { ...tinyBundle(), config: preset, metrics: [], evaluations: [] };
    const text = citeMarkdown({ run, year: 2026 });
    expect(text).toContain('All settings are those of the preset');
    expect(text).toContain('Nothing was measured yet.');
    expect(text).not.toContain('Open it');
  });

  it('keeps its form whatever a name holds', () => {
    const text = citeMarkdown(
      cited({
        name: 'a|b\n# <img src=x> [c](http://d) *e*\u202e',
        environment: { ...environment, adapter: 'x|y' },
      }),
    );
    expect(text.split('\n')[0]).toContain('**a|b \\# \\<img src=x\\> \\[c\\](http://d) \\*e\\***');
    for (const row of rows(text)) expect(row).toHaveLength(3);
  });
});
