import '@tensorflow/tfjs-backend-cpu';
import { createServer } from 'node:http';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { EXPORT_FORMATS, type ExportFormat } from '../../exporting/formats';
import { SNIPPETS } from '../../exporting/snippets';
import { pythonWith, printed } from '../../exporting/testing/python';
import { failureInfo } from '../../failure';
import { readSafetensors } from '../../formats/safetensors';
import { readWeights } from '../../formats/weightsFile';
import { exitCodeOf } from '../process/exitCodes';
import { scratch } from '../testing/program';
import { exportRun } from './exportRun';
import { EXPORT_LINE } from './options';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const { path, remove } = scratch();
afterAll(remove);
const FILE = new Uint8Array(
  readFileSync(new URL('../../formats/bundle/fixtures/version1.zip', import.meta.url)),
);
const ENTRIES = unzipSync(FILE);
const bundle = path('first.zip');
writeFileSync(bundle, FILE);
for (const [name, bytes] of Object.entries(ENTRIES)) {
  mkdirSync(dirname(path(`folder/${name}`)), { recursive: true });
  writeFileSync(path(`folder/${name}`), bytes);
}

async function exported(...args: string[]): Promise<string> {
  let said = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  try {
    await exportRun(EXPORT_LINE.parse(args), new AbortController().signal);
  } finally {
    spy.mockRestore();
  }
  return said;
}

async function refusal(...args: string[]): Promise<string> {
  try {
    await exported(...args);
  } catch (error) {
    const { code, message } = failureInfo(error);
    expect(exitCodeOf(code)).toBe(2);
    return message;
  }
  throw new Error(`${args.join(' ')} was taken.`);
}

const DATA = ['--data', 'synthetic', '--backend', 'wasm'];
const TABLES: readonly ExportFormat[] = ['npz', 'csv', 'parquet'];
const outOf = (format: ExportFormat) => {
  const kind = EXPORT_FORMATS[format];
  return path(`out/${format}${'ending' in kind ? kind.ending : ''}`);
};

describe('export', () => {
  it.each(Object.keys(EXPORT_FORMATS) as ExportFormat[])(
    'writes %s with its card and snippets',
    async (format) => {
      const out = outOf(format);
      const more = TABLES.includes(format) ? DATA : [];
      const said = await exported('--run', bundle, '--format', format, '--out', out, ...more);
      const card = readFileSync(
        'ending' in EXPORT_FORMATS[format] ? path(`out/${format}.md`) : `${out}/README.md`,
        'utf8',
      );
      expect(card).toContain('# version 1');
      expect(card).toMatch(/## Trained on\n\n[\d,]+ images of 16 × 16 pixels/);
      expect(card).toContain('kNN top-1');
      for (const { code } of SNIPPETS[format](out)) expect(said).toContain(code);
      expect(existsSync(out)).toBe(true);
    },
  );

  it('gives the weights as they are, from folder and file alike', async () => {
    const { tensors } = readSafetensors(ENTRIES['weights.safetensors']!);
    await exported('--run', path('folder'), '--format', 'pth', '--out', path('folder.pth'));
    expect(readFileSync(path('folder.pth'))).toEqual(readFileSync(outOf('pth')));
    const file = readWeights(new Uint8Array(readFileSync(path('folder.pth'))), 'folder.pth');
    expect(file.tensors).toHaveLength(Object.keys(tensors).length);
    for (const { name, content } of file.tensors)
      if (typeof content !== 'string' && content.dtype === 'F32')
        expect(content.data, name).toEqual(tensors[name]!.data);
  });

  it('takes the optimiser’s state along', async () => {
    await exported('--run', bundle, '--format', 'pth', '--optimizer', '--out', path('full.pth'));
    const { epochs, keys } = readWeights(new Uint8Array(readFileSync(path('full.pth'))), 'full.pth');
    expect(keys).toEqual(['epoch', 'step', 'model', 'optimizer']);
    expect(epochs).toBeGreaterThanOrEqual(0);
  });

  it('says why it cannot be', async () => {
    const to = ['--out', path('none.csv')];
    expect(await refusal('--run', path('nowhere'), '--format', 'pth', ...to)).toMatch(/^There is no run in/);
    expect(await refusal('--run', bundle, '--format', 'csv', ...to)).toMatch(/no images are named/);
    expect(await refusal('--run', bundle, '--format', 'csv', ...to, ...DATA, '--features', 'map')).toMatch(
      /no room for map/,
    );
    expect(await refusal('--run', bundle, '--format', 'onnx', '--out', outOf('onnx'))).toMatch(
      /is there already/,
    );
    mkdirSync(path('bare'));
    for (const name of ['config.json', 'metrics.jsonl']) writeFileSync(path(`bare/${name}`), ENTRIES[name]!);
    expect(await refusal('--run', path('bare'), '--format', 'onnx', '--out', path('bare.onnx'))).toMatch(
      /has no weights\.safetensors/,
    );
    expect(existsSync(path('none.csv'))).toBe(false);
  });
});

/** What each snippet of Python needs besides Python. */
const MODULES: Partial<Record<ExportFormat, readonly string[]>> = {
  safetensors: ['safetensors.torch'],
  onnx: ['onnxruntime', 'numpy'],
  pth: ['torch'],
  npz: ['numpy'],
  csv: ['csv'],
  parquet: ['pandas', 'pyarrow'],
  tensorboard: ['tensorboard'],
  matches: ['json'],
};

/** What each of them prints of the run. */
const SAYS: Partial<Record<ExportFormat, RegExp>> = {
  safetensors: /tensors, \d+ of the backbone/,
  onnx: /\b2,? 8\b/,
  pth: /tensors, the first is backbone\./,
  tfjs: /2, 8/,
  npz: /representation float32 \(\d+, 8\)/,
  csv: /images, columns \['index', 'label', 'class', 'representation_0'/,
  parquet: /representation/,
  tensorboard: /Loss\/Total loss/,
  matches: /2 lists of matches/,
};

describe('snippets', () => {
  for (const [format, modules] of Object.entries(MODULES) as [ExportFormat, readonly string[]][]) {
    const python = pythonWith(...modules);
    const why = python === undefined ? ` (skipped: no ${modules.join(', ')})` : '';
    it.skipIf(python === undefined)(`loads ${format} in Python${why}`, () => {
      const { code } = SNIPPETS[format](outOf(format)).find(({ language }) => language === 'python')!;
      expect(printed(python!, ['-c', code])).toMatch(SAYS[format]!);
    });
  }

  it.each(['onnx', 'parquet', 'tfjs'] as const)('loads %s in JavaScript', async (format) => {
    const server = createServer((request, response) =>
      response.end(readFileSync(path(`out${request.url!}`))),
    );
    server.listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const place = format === 'tfjs' ? `http://localhost:${port}/tfjs` : outOf(format);
    const { code } = SNIPPETS[format](place).find(({ language }) => language === 'javascript')!;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: ROOT });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    const [status] = (await once(child, 'close')) as [number];
    server.close();
    expect(status, said).toBe(0);
    expect(said).toMatch(SAYS[format]!);
  });
});
