import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeConfig } from '../../config/describe';
import { evaluationRows } from '../../reports/evaluationRows';
import { MEASURE_LIST } from '../../reports/measures';
import { numberOf } from '../../reports/metricsEntry';
import { readBundle } from '../bundle/readBundle';
import { tinyBundle } from '../bundle/testing/tinyBundle';
import { reportHtml } from './reportHtml';

const fixture = readFileSync(new URL('../bundle/fixtures/version1.zip', import.meta.url));
const run = readBundle(new Uint8Array(fixture));
const page = reportHtml(run);

/** The page as a person reads it. */
function textOf(markup: string): string {
  return markup
    .replace(/<style>[^]*<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');
}

describe('a report', () => {
  it('has every result, every measure and every field of the configuration', () => {
    const text = textOf(page);
    for (const { report } of run.evaluations) {
      for (const { name, value } of evaluationRows(report)) {
        expect(text.toLowerCase()).toContain(name.trim().toLowerCase());
        expect(text).toContain(` ${value} `);
      }
    }
    for (const { label, key } of MEASURE_LIST) {
      if (run.metrics.some((line) => Number.isFinite(numberOf(line, key)))) expect(text).toContain(label);
    }
    for (const { path } of describeConfig(run.config)) expect(page).toContain(`<code>${path}</code>`);
    expect(text).toContain('VICRegL after 6 of 12 steps, on 64 images of 16 × 16 pixels (Built-in scenes).');
    expect(text).toContain('npm run train -- --config config.json --data synthetic');
  });

  it('draws every plot that has values, and pictures of matches', () => {
    for (const title of ['Total loss', 'Matching accuracy', 'Global terms', 'Local terms', 'Learning rate'])
      expect(page).toContain(`<b>${title}</b>`);
    // Three pictures of two views each.
    expect(page.match(/<image\s[^>]*href="data:image\/png;base64,/g)).toHaveLength(6);
    expect(textOf(page)).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  it('runs nothing and asks for nothing', () => {
    expect(page).not.toMatch(/<script|<link|<iframe|<img|@import|url\((?!#)/i);
    const addresses = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) =>
      address!.slice(0, 10),
    );
    expect(new Set(addresses)).toEqual(new Set(['data:image']));
    expect(page).toContain(
      'content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"',
    );
  });

  it('escapes every text of the run', () => {
    const attack = '<script>alert(1)</script>"\'&\u202e';
    const [evaluation] = tinyBundle().evaluations;
    const [snapshot] = tinyBundle().snapshots;
    const hostile = reportHtml(
      tinyBundle({
        name: attack,
        data: { name: attack, count: 1, height: 1, width: 1, classNames: [attack], hasMasks: false },
        environment: { program: attack, runtime: attack, backend: attack, adapter: attack },
        evaluations: [
          {
            ...evaluation!,
            report: {
              ...evaluation!.report,
              maskClassNames: [attack],
              left: [{ probe: 'knn', reason: attack }],
            },
          },
        ],
        snapshots: [{ ...snapshot!, label: attack }],
      }),
    );
    expect(hostile).not.toMatch(/<script/i);
    expect(hostile).not.toContain('\u202e');
    expect(hostile).toContain('<h1>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\\u202e</h1>');
  });

  it('says what is missing where a run has hardly anything', () => {
    const { data, environment, ...known } = tinyBundle({ metrics: [], evaluations: [], snapshots: [] });
    expect([data.count, environment.backend]).toEqual([256, 'cpu']);
    const text = textOf(reportHtml(known));
    for (const words of ['No step was reported', 'Nothing was evaluated', 'No picture of matches'])
      expect(text).toContain(words);
    expect(text).toContain('VICRegL after 2 steps.');
  });
});
