import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { expectShown } from '../../testing/valueOrFailure';
import { metricsToJsonLines } from '../metrics';
import { tinyRecorded } from '../recorded/testing/tinyRecorded';
import { writeRecorded } from '../recorded/writeRecorded';
import { readBundle } from './readBundle';
import { tinyBundle } from './testing/tinyBundle';
import { writeBundle } from './writeBundle';

type Files = Record<string, Uint8Array>;

const GOOD = writeBundle(tinyBundle());
const encoder = new TextEncoder();
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** The good bundle with other files in it, and a manifest that knows of them. */
function rezipped(change: (files: Files) => void, tellManifest = true): Uint8Array {
  const files: Files = unzipSync(GOOD);
  change(files);
  if (tellManifest && files['manifest.json'] !== undefined) {
    const manifest = JSON.parse(textOf(files['manifest.json'])) as {
      files: { name: string; bytes: number }[];
    };
    for (const file of manifest.files) file.bytes = files[file.name]?.length ?? file.bytes;
    files['manifest.json'] = encoder.encode(JSON.stringify(manifest));
  }
  return zipSync(files);
}

/** The good bundle with another JSON file. */
const edited = (name: string, edit: (value: never) => unknown) =>
  rezipped((files) => {
    const value = JSON.parse(textOf(files[name])) as never;
    files[name] = encoder.encode(JSON.stringify(edit(value) ?? value));
  });

const withText = (name: string, text: string) => rezipped((files) => (files[name] = encoder.encode(text)));

/** The table of contents' records, with the place of each. */
function* records(bytes: Uint8Array): Generator<{ name: string; at: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const end = bytes.length - 22;
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < view.getUint16(end + 10, true); index++) {
    const length = view.getUint16(at + 28, true);
    yield { name: textOf(bytes.subarray(at + 46, at + 46 + length)), at };
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

/** A bundle where the record of one entry says something else. */
function lying(
  name: string,
  change: (view: DataView, at: number) => void,
  whole: Uint8Array = GOOD,
): Uint8Array {
  const bytes = whole.slice();
  const record = [...records(bytes)].find((own) => own.name === name)!;
  change(new DataView(bytes.buffer), record.at);
  return bytes;
}

function refusal(file: Uint8Array) {
  try {
    readBundle(file);
  } catch (error) {
    const info = failureInfo(error);
    expectShown(info);
    return `${info.code}: ${info.message}`;
  }
  throw new Error('The bundle was taken.');
}

describe('a bundle', () => {
  it('gives back the run that was written, and the same bytes when it is written again', () => {
    const read = readBundle(GOOD);
    expect(read).toEqual(tinyBundle());
    expect(writeBundle(read)).toEqual(GOOD);
  });

  it('of version 1 can be read, to the byte, for as long as there are later versions', () => {
    const file = new Uint8Array(readFileSync(new URL('fixtures/version1.zip', import.meta.url)));
    const run = readBundle(file);
    expect(run).toMatchObject({ name: 'version 1', step: 6, initialAlpha: 0.75 });
    expect(run.metrics.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(run.snapshots.at(-1)).toMatchObject({ step: 6 });
    expect(run.evaluations[0]!.report.knn!.top1).toBeGreaterThan(0);
    expect(metricsToJsonLines(run.metrics)).toBe(textOf(unzipSync(file)['metrics.jsonl']));
  });

  it('keeps the last pictures where there are more than fit', () => {
    const [, last] = tinyBundle().snapshots;
    const snapshots = Array.from({ length: 70 }, (_, step) => ({ ...last!, step }));
    const steps = readBundle(writeBundle(tinyBundle({ snapshots }))).snapshots.map(({ step }) => step);
    expect(steps).toEqual(Array.from({ length: 64 }, (_, index) => 6 + index));
  });

  it('tells in plain words what each file is, and knows no paths', () => {
    const files = unzipSync(GOOD);
    const readme = textOf(files['README.md']);
    for (const name of Object.keys(files)) {
      if (name !== 'README.md') expect(readme).toContain(name.replace(/^matches\/.*/, 'matches/'));
    }
    expect(readme).toContain('load_file("weights.safetensors")');
    expect(JSON.parse(textOf(files['run.json']))).toMatchObject({ data: 'synthetic' });
    const config = tinyBundle().config;
    const images = { ...config, data: { ...config.data, source: 'images' as const } };
    const other = unzipSync(writeBundle(tinyBundle({ config: images })));
    expect(JSON.parse(textOf(other['run.json']))).not.toHaveProperty('data');
    expect(textOf(other['README.md'])).toContain('--data FOLDER-OR-FILE');
  });

  it('leaves alone what it does not know: notes, what archivers add, other zip files', () => {
    const file = rezipped((files) => {
      files['notes.txt'] = encoder.encode('mine');
      files['__MACOSX/._config.json'] = encoder.encode('x');
      files['matches/.DS_Store'] = encoder.encode('x');
      files['nested.zip'] = GOOD;
    });
    expect(readBundle(file)).toEqual(tinyBundle());
  });

  it('shows no characters that turn text around or take no room', () => {
    const renamed = edited('manifest.json', (m: { name: string }) => void (m.name = 'a\u202eb\u200bc'));
    expect(readBundle(renamed).name).toBe('a\\u202eb\\u200bc');
  });
});

const big = '9'.repeat(400);

describe('a hostile bundle is refused by name', () => {
  it.each<readonly [string, () => Uint8Array, RegExp]>([
    ['no zip file', () => encoder.encode('x'.repeat(100)), /truncated_zip/],
    ['nothing', () => new Uint8Array(0), /truncated_zip/],
    ['cut off', () => GOOD.subarray(0, GOOD.length - 40), /truncated_zip/],
    [
      'too many entries',
      () => rezipped((files) => Array.from({ length: 300 }, (_, i) => (files[`n${i}`] = new Uint8Array(0)))),
      /310 entries; at most 256/,
    ],
    ['a path upwards', () => rezipped((files) => (files['../x'] = new Uint8Array(1))), /_name: .*"\.\.\/x"/],
    [
      'a path upwards within',
      () => rezipped((files) => (files['a/../x'] = new Uint8Array(1))),
      /_name: .*"a\/\.\.\/x"/,
    ],
    [
      'an absolute path',
      () => rezipped((files) => (files['/etc/x'] = new Uint8Array(1))),
      /_name: .*"\/etc\/x"/,
    ],
    ['a drive', () => rezipped((files) => (files['C:\\x'] = new Uint8Array(1))), /_name: .*"C:/],
    [
      'a name turned around',
      () => rezipped((files) => (files['a\u202eb'] = new Uint8Array(1))),
      /_name: .*\\u202e/,
    ],
    [
      'a name with no width',
      () => rezipped((files) => (files['config\u200b.json'] = new Uint8Array(1))),
      /_name: .*\\u200b/,
    ],
    [
      'a long name',
      () => rezipped((files) => (files['n'.repeat(101)] = new Uint8Array(1))),
      /_name: .*at most 100/,
    ],
    [
      'a name twice',
      () => rezipped((files) => (files['CONFIG.json'] = new Uint8Array(1))),
      /_name: .* twice/,
    ],
    [
      'the same name twice',
      () => lying('matches/1.safetensors', (view, at) => view.setUint8(at + 46 + 'matches/'.length, 0x30)),
      /_zip: .*"matches\/0\.safetensors" twice/,
    ],
    [
      'a size beyond its limit',
      () => lying('config.json', (v, at) => v.setUint32(at + 24, 2 ** 31, true)),
      /_size: "config\.json" claims 2147483648 bytes; at most 1000000/,
    ],
    [
      'a size that its bytes cannot hold',
      () => lying('evaluations.json', (v, at) => v.setUint32(at + 24, 2 ** 24, true)),
      /_size: "evaluations\.json" claims 16777216/,
    ],
    [
      'a size that is too small',
      () => lying('evaluations.json', (v, at) => v.setUint32(at + 24, 5, true)),
      /_size: "evaluations\.json"/,
    ],
    [
      'a size that is too large',
      () => lying('config.json', (v, at) => v.setUint32(at + 24, 50_000, true)),
      /_size: "config\.json"/,
    ],
    [
      'a stored size that lies',
      () => lying('weights.safetensors', (v, at) => v.setUint32(at + 24, 8, true)),
      /_size: "weights\.safetensors"/,
    ],
    [
      'encryption',
      () => lying('config.json', (v, at) => v.setUint16(at + 8, 1, true)),
      /_packed: "config\.json" is encrypted/,
    ],
    [
      'another packing',
      () => lying('config.json', (v, at) => v.setUint16(at + 10, 12, true)),
      /_packed: "config\.json"/,
    ],
    [
      'a wrong checksum',
      () => lying('config.json', (v, at) => v.setUint32(at + 16, 1, true)),
      /_damaged: "config\.json"/,
    ],
    ['no manifest', () => rezipped((files) => delete files['manifest.json']), /_missing: .*"manifest\.json"/],
    [
      'a file too few',
      () => rezipped((files) => delete files['checkpoint.safetensors']),
      /_missing: .*"checkpoint\.safetensors"/,
    ],
    [
      'a size that the manifest does not know',
      () => rezipped((files) => (files['metrics.jsonl'] = new Uint8Array(0)), false),
      /_size: "metrics\.jsonl" has 0 bytes; manifest\.json says/,
    ],
    [
      'a recorded run',
      () => writeRecorded(tinyRecorded()),
      /_recorded: The file is a recorded run of the playground/,
    ],
    [
      'a manifest of something else',
      () => withText('manifest.json', '{"format":"docx","version":1,"files":[]}'),
      /_field: manifest\.json .*format/,
    ],
    [
      'a later version',
      () => edited('manifest.json', (m: { version: number }) => void (m.version = 2)),
      /_version: .*version 2/,
    ],
    ['a manifest that is a list', () => withText('config.json', '[]'), /config_invalid/],
    [
      'a step that is none',
      () => edited('manifest.json', (m: { step: number }) => void (m.step = 0.5)),
      /_field: manifest\.json .*step/,
    ],
    [
      'a huge step',
      () => edited('manifest.json', (m: { step: number }) => void (m.step = 1e308)),
      /_field: manifest\.json .*step/,
    ],
    [
      'α out of range',
      () => edited('manifest.json', (m: { initialAlpha: number }) => void (m.initialAlpha = 2)),
      /_field: manifest\.json .*initialAlpha/,
    ],
    [
      'no images',
      () => edited('manifest.json', (m: { data: { count: number } }) => void (m.data.count = 0)),
      /_field: manifest\.json .*data\.count/,
    ],
    [
      'a configuration of no sense',
      () => edited('config.json', (c: { loss: { alpha: number } }) => void (c.loss.alpha = 7)),
      /config_invalid: config\.json .*loss\.alpha/,
    ],
    [
      'JSON that nests',
      () => withText('evaluations.json', '['.repeat(5000) + ']'.repeat(5000)),
      /_json: evaluations\.json is nested/,
    ],
    [
      'JSON that is cut off',
      () => withText('evaluations.json', '[{'),
      /_json: evaluations\.json is no valid JSON/,
    ],
    [
      'a score beyond numbers',
      () =>
        edited(
          'evaluations.json',
          ([e]: [{ report: { knn: { top1: number } } }]) => void (e.report.knn.top1 = 1e308),
        ),
      /_field: evaluations\.json .*0\.report\.knn\.top1/,
    ],
    [
      'metrics that are no records',
      () => withText('metrics.jsonl', '{"step":0}\n7\n'),
      /_metrics: Line 2 of metrics\.jsonl/,
    ],
    [
      'a number that is text',
      () => withText('metrics.jsonl', '{"step":0,"loss":"x"}\n'),
      /_metrics: Line 1 .*"loss"/,
    ],
    ['NaN written out', () => withText('metrics.jsonl', '{"step":0,"loss":NaN}\n'), /_metrics: Line 1/],
    [
      'a number beyond numbers',
      () => withText('metrics.jsonl', `{"step":0,"loss":${big}}\n`),
      /_metrics: Line 1 .*"loss" that is too large/,
    ],
    [
      'steps that fall',
      () => withText('metrics.jsonl', '{"step":3}\n{"step":3}\n'),
      /_metrics: Line 2 .*above 3/,
    ],
    [
      'a line without end',
      () => withText('metrics.jsonl', `{"step":1,"x":"${'x'.repeat(20_000)}"}\n`),
      /_metrics: Line 1 .*more than 16384 bytes/,
    ],
    ['empty lines', () => withText('metrics.jsonl', '\n\n'), /_metrics: Line 1 .*empty/],
    ['weights that are none', () => withText('weights.safetensors', '{}'), /checkpoint_bad_header_length/],
    ['a picture that is none', () => withText('matches/0.safetensors', 'x'), /checkpoint_bad_header_length/],
  ])('%s', (_, file, words) => {
    expect(refusal(file())).toMatch(words);
  });

  it('a picture with matches of cells that are not there', () => {
    const { snapshots } = tinyBundle();
    const byEmbedding = { ...snapshots[0]!.byEmbedding, candidate: Int32Array.of(0, 1, 2, 4) };
    const file = writeBundle(tinyBundle({ snapshots: [{ ...snapshots[0]!, byEmbedding }] }));
    expect(refusal(file)).toMatch(/_snapshot: matches\/0\.safetensors .*"by_embedding"/);
  });

  it('and names in it become nobody’s prototype', () => {
    const file = rezipped((files) => {
      const text = textOf(files['evaluations.json']);
      files['evaluations.json'] = encoder.encode(
        text.replace('"features": 1.5', '"__proto__": 7, "features": 1.5'),
      );
      files['metrics.jsonl'] = encoder.encode('{"step":1,"__proto__":{"loss":3},"constructor":1}\n');
    });
    const { evaluations, metrics } = readBundle(file);
    expect(Object.keys(evaluations[0]!.report.seconds)).toEqual(['features']);
    expect(metrics).toEqual([{ step: 1 }]);
    expect(Object.prototype).not.toHaveProperty('loss');
  });

  it('a bomb is given up as soon as it is longer than it claims', () => {
    const packed = rezipped((files) => (files['config.json'] = new Uint8Array(2 ** 26)), false);
    const size = readManifest(packed).files.find(({ name }) => name === 'config.json')!.bytes;
    const bomb = lying('config.json', (view, at) => view.setUint32(at + 24, size, true), packed);
    expect(refusal(bomb)).toMatch(/_size: "config\.json" unpacks to more than the \d+ bytes that it claims/);
  });
});

function readManifest(file: Uint8Array) {
  return JSON.parse(textOf(unzipSync(file)['manifest.json'])) as { files: { name: string; bytes: number }[] };
}
