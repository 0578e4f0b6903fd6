import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocksOf, fillBlocks } from './blocks';
import { writeBlock } from './contents';
import { MARKS, marksTable } from './marks';
import { REPORT_PARTS } from './parts';
import type { PartRecord } from './record';

const record: PartRecord = {
  command: 'npm run bench -- load',
  host: 'Node v20.',
  measured: '2026-11-28',
  commit: 'abc1234',
  machine: { processor: 'A processor', cores: 2, memoryBytes: 8 * 2 ** 30, busyCores: 0.1 },
  text: 'The figures.',
  data: {},
};

const timed = (engine: string, median: number, dispatches = 0) => ({
  engine,
  milliseconds: { median },
  jsMilliseconds: { median },
  dispatches,
  peakBytes: 0,
});

describe('the page of figures', () => {
  const page = 'Words.\n\n<!-- figures: load -->\n\nold\n\n<!-- end of figures -->\n\nMore words.\n';

  it('keeps its words, and gets its figures between the marks', () => {
    const written = fillBlocks(page, () => 'new');
    expect(written).toBe(page.replace('old', 'new'));
    expect(fillBlocks(written, () => 'new')).toBe(written);
    expect(fillBlocks(page, () => undefined)).toBe(page);
  });

  it('says with the figures how, where and of which code they were made', () => {
    const block = writeBlock('load', new Map([['load', record]]));
    expect(block).toBe(
      [
        '```sh\nnpm run bench -- load\n```',
        '_Node v20; A processor, 2 cores, 8 GiB; 2026-11-28, commit abc1234._',
        'The figures.',
      ].join('\n\n'),
    );
  });

  it('says where the machine was busy, and where something was not as required', () => {
    const busy = { ...record, machine: { ...record.machine, busyCores: 1.23 }, failure: 'It grew.' };
    const block = writeBlock('load', new Map([['load', busy]]));
    expect(block).toContain('**busy with other work** (1.23 cores of it)');
    expect(block).toContain('Not as required: It grew.');
  });

  it('says of a part that was not measured how it is', () => {
    const open = writeBlock('load', new Map())!;
    expect(open).toContain('Not measured');
    expect(open).toContain('npm run bench -- load\n');
    expect(writeBlock('no such part', new Map([['load', record]]))).toBeUndefined();
  });

  it('has a place for every part', () => {
    const names = blocksOf(readFileSync('docs/PERFORMANCE.md', 'utf8'));
    expect(names.toSorted()).toEqual(['marks', ...REPORT_PARTS.map(({ name }) => name)].toSorted());
  });
});

describe('marks', () => {
  const records = (results: unknown[]) => new Map([['step-w0', { ...record, data: { results } }]]);
  const row = (promise: RegExp, results: unknown[]) =>
    marksTable(
      MARKS.filter((mark) => promise.test(mark.promise)),
      records(results),
    )
      .split('\n')
      .at(-1);

  it('are decided by the figures', () => {
    const engines = [timed('ours', 10), timed('tfjs-webgpu', 120), timed('jax-webgpu', 25)];
    expect(row(/^W0 on WebGPU/, engines)).toMatch(/12 × tfjs-webgpu, 2\.5 × jax-webgpu \| +yes/);
    engines[2] = timed('jax-webgpu', 24);
    expect(row(/^W0 on WebGPU/, engines)).toMatch(/2\.4 × jax-webgpu \| \*\*no\*\*/);
    expect(row(/120 dispatches/, [timed('playground', 1, 121)])).toMatch(/121 \| \*\*no\*\*/);
  });

  it('are open where figures are missing', () => {
    expect(row(/^W0 on WebGPU/, [timed('ours', 10)])).toMatch(/not measured \| +– \|/);
    expect(row(/^W1 on WebGPU/, [])).toMatch(/not measured/);
  });
});
