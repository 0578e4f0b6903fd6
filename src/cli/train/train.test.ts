import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { EXIT_CODES, exitCodeOf } from '../process/exitCodes';
import { Interrupted } from '../process/interruption';
import { optionError } from '../process/optionErrors';
import { TRAIN_LINE } from './options';
import { longRun, scratch, writeConfig } from '../testing/program';
import { train } from './train';

const folder = scratch();
afterAll(() => folder.remove());
const out = folder.path('new/out');
const config = writeConfig(folder.path('config.json'), longRun());
mkdirSync(folder.path('x.bin'));
const FIXTURES = 'src/formats/fixtures';
writeFileSync(folder.path('garbage.pth'), 'no weights');
writeFileSync(folder.path('picture.json'), Uint8Array.of(0xff, 0xd8, 0xff));

async function refusal(args: readonly string[]): Promise<{ code: number; message: string }> {
  try {
    await train(TRAIN_LINE.parse(args), new AbortController().signal);
  } catch (error) {
    if (error instanceof CommanderError)
      return { code: EXIT_CODES.wrongInput.code, message: optionError(error, TRAIN_LINE.parser()) };
    const { code, message } = failureInfo(error);
    return { code: exitCodeOf(code), message };
  }
  throw new Error(`${args.join(' ')} was taken`);
}

describe('train', () => {
  it.each([
    ['an unknown preset', ['--preset', 'nonsense'], /no preset "nonsense"/],
    ['a path that is not there', ['--data', '/no/such/folder'], /\/no\/such\/folder/],
    ['a folder named like a batch', ['--data', folder.path('x.bin')], /x\.bin/],
    ['a device as data', ['--data', '/dev/null'], /\/dev\/null/],
    ['a field that is not there', ['--set', 'loss.beta=1'], /loss\.beta/],
    ['a value out of range', ['--set', 'loss.alpha=3'], /loss\.alpha/],
    ['a backend that is not there', ['--backend', 'abacus'], /--backend/],
    ['steps that are no number', ['--steps', 'many'], /--steps/],
    ['a configuration that is a picture', ['--config', folder.path('picture.json')], /no text/],
    ['weights that are not there', ['--weights', folder.path('none.pth')], /none\.pth.*no such file/],
    [
      'weights that are a folder',
      ['--weights', folder.path('x.bin')],
      /x\.bin.*is a folder with no list of the parts/,
    ],
    ['weights that have no end', ['--weights', '/dev/zero'], /is a device/],
    [
      'weights that would run something',
      ['--weights', `${FIXTURES}/checkpoint_bad_malicious.pth`],
      /not run/,
    ],
    ['a file without weights', ['--weights', folder.path('garbage.pth')], /garbage\.pth/],
    ['a batch beyond the images', ['--set', 'run.batch=128'], /larger than the data set/],
  ])('wrong input, and nothing is left behind: %s', async (_, args, words) => {
    const { code, message } = await refusal([
      ...['--data', 'synthetic', '--out', out, '--backend', 'wasm'],
      ...(args[0] === '--preset' ? [] : ['--config', config]),
      ...args,
    ]);
    expect(code).toBe(2);
    expect(message).toMatch(words);
    expect(message).not.toMatch(/\p{Cc}|E[A-Z]{4,}|undefined/u);
    expect(existsSync(folder.path('new'))).toBe(false);
  });

  it('takes the output folder before it looks for the data', async () => {
    writeFileSync(folder.path('file'), '');
    const { code, message } = await refusal([
      '--data',
      '/no/such/folder',
      '--out',
      folder.path('file/below'),
    ]);
    expect(code).toBe(2);
    expect(message).toMatch(/^--out .*a part of the path is a file/);
  });

  it('leaves nothing where it is ended before it begins', async () => {
    const ended = new AbortController();
    ended.abort();
    const options = TRAIN_LINE.parse(['--data', 'synthetic', '--config', config, '--out', out]);
    await expect(train(options, ended.signal)).rejects.toBeInstanceOf(Interrupted);
    expect(readdirSync(folder.path('')).includes('new')).toBe(false);
  });
});
