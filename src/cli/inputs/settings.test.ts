import { mkdirSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fuzzRuns } from '../../testing/fuzzRuns';
import { totalSteps, warmupSteps } from '../../config/length';
import { PRESETS } from '../../config/presets';
import type { RunConfig } from '../../config/runConfig';
import { failureInfo } from '../../failure';
import { finalConfig } from './finalConfig';
import { configFrom } from './settings';
import { scratch } from '../testing/program';

const folder = scratch();
afterAll(() => folder.remove());

const settings = (...set: string[]) => configFrom({ preset: 'playground', set });
const refusal = async (work: Promise<unknown>): Promise<string> => {
  const { code, message } = await work.then(() => ({ code: 'taken', message: '' }), failureInfo);
  expect(code).toMatch(/^config_(invalid|version)$/);
  return message;
};
const saved = (config: RunConfig): string => `${JSON.stringify(config, null, 2)}\n`;

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(folder.path(name), content);
  return folder.path(name);
}
const fromFile = (config: string) => configFrom({ config, preset: '', set: [] });

/** Paths of all values of a configuration. */
function paths(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [path.join('.')];
  const inner = Object.entries(value).flatMap(([key, child]) => paths(child, [...path, key]));
  return path.length === 0 ? inner : [path.join('.'), ...inner];
}

describe('configFrom', () => {
  it('takes JSON values and plain text, in the order given', async () => {
    const config = await settings(
      'loss.alpha=0.9',
      'optim.optimizer=lars',
      'loss.alpha=0.25',
      'views.crops.0.size=48',
    );
    expect(config.loss.alpha).toBe(0.25);
    expect(config.optim.optimizer).toBe('lars');
    expect(config.views.crops[0]!.size).toBe(48);
  });

  it('says which fields there are', async () => {
    expect(await refusal(settings('loss.beta=1'))).toMatch(
      /names no field: in "loss" there are alpha, lambda/,
    );
    expect(await refusal(settings('lss.alpha=1'))).toMatch(/in the configuration there are version, data/);
    expect(await refusal(settings('loss.alpha.x=1'))).toMatch(
      /goes on below "loss\.alpha", which is a value/,
    );
    expect(await refusal(settings('loss.__proto__.x=1'))).toMatch(/names no field/);
    for (const text of ['loss.alpha', '=1', ''])
      expect(await refusal(settings(text))).toMatch(/no field and value/);
    expect(await refusal(settings(`loss.\u001b[2K=${'x'.repeat(5000)}`))).toMatch(/^\P{Cc}{1,400}$/u);
    expect(await refusal(configFrom({ preset: 'none\r', set: [] }))).toMatch(
      /"none\\u000d"; there are playground/,
    );
  });

  it('says what a file is that is no configuration', async () => {
    mkdirSync(folder.path('folder'));
    for (const [path, words] of [
      [folder.path('none.json'), 'cannot be read: there is no such file'],
      [folder.path('folder'), 'cannot be read: it is a folder'],
      ['/dev/null', 'is empty'],
      [file('picture.json', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff)), 'is no text in UTF-8'],
      [file('half.json', saved(PRESETS[0]!.config).slice(0, 200)), 'is no valid JSON'],
      [file('escape.json', '\u001b[2Kstep 9/9'), 'is no valid JSON'],
      [file('list.json', '[1]'), 'values that cannot be used'],
      [file('version.json', '{"version": 9}'), 'version 9'],
      ...(process.platform === 'win32' ? [] : [['/dev/zero', 'is larger than 1 MB'] as const]),
    ] as const) {
      const message = await refusal(fromFile(path));
      expect(message).toContain(words);
      expect(message).not.toMatch(/\p{Cc}/u);
    }
  });

  it('takes a file with a byte order mark', async () => {
    const config = PRESETS[1]!.config;
    expect(await fromFile(file('marked.json', `\ufeff${saved(config)}`))).toEqual(config);
  });
});

describe('finalConfig', () => {
  const images = { source: 'images', count: 100, width: 32 } as const;

  it('saves what --config takes back unchanged, whatever settings and steps are accepted', async () => {
    const value = fc.oneof(
      fc.double(),
      fc.integer({ min: -2, max: 100 }),
      fc.integer(),
      fc.constantFrom(
        'true',
        'null',
        '[]',
        '{}',
        '""',
        '1e7',
        '1e300',
        '-0',
        '1e-320',
        '8-8',
        'lars',
        'epochs',
        'none',
      ),
      fc.json(),
    );
    const everyPath = PRESETS.flatMap(({ config }) => paths(config));
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PRESETS.map(({ name }) => name)),
        fc.array(fc.tuple(fc.constantFrom(...everyPath), value), { maxLength: 2 }),
        fc.option(fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.constant(1e7)), { nil: undefined }),
        async (preset, changes, steps) => {
          let config: RunConfig;
          try {
            const wanted = await configFrom({ preset, set: changes.map(([path, to]) => `${path}=${to}`) });
            config = finalConfig(wanted, { ...images, count: 5000 }, steps);
          } catch (error) {
            expect(failureInfo(error).code).toMatch(/^config_/);
            return;
          }
          accepted++;
          const back = await fromFile(file('back.json', saved(config)));
          expect(saved(back)).toBe(saved(config));
          expect(totalSteps(back, 5000)).toBeGreaterThanOrEqual(steps ?? 1);
        },
      ),
      { numRuns: fuzzRuns(300) },
    );
    expect(accepted).toBeGreaterThan(30);
  });

  it('lengthens a run counted in epochs without changing its warm-up', async () => {
    const wanted = await settings('run.unit=epochs', 'run.length=10', 'optim.warmup=2', 'run.batch=20');
    const longer = finalConfig(wanted, images, 1000);
    expect(longer.run).toMatchObject({ unit: 'steps', length: 1000 });
    expect(warmupSteps(longer, 100)).toBe(warmupSteps(wanted, 100));
    expect(finalConfig(wanted, images, 50).run).toEqual(wanted.run);
  });
});
