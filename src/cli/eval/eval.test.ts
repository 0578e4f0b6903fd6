import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { failureInfo } from '../../failure';
import type { EvaluationReport } from '../../reports/evaluation';
import { tinyConfig } from '../../training/testing/tinyRun';
import { EXIT_CODES, exitCodeOf } from '../process/exitCodes';
import { Interrupted } from '../process/interruption';
import { optionError } from '../process/optionErrors';
import { TRAIN_LINE } from '../train/options';
import { scratch, trainingArgs, writeConfig } from '../testing/program';
import { train } from '../train/train';
import { evaluateWeights } from './eval';
import { EVAL_LINE } from './options';

const folder = scratch();
afterAll(() => folder.remove());
const config = writeConfig(
  folder.path('config.json'),
  tinyConfig(({ run }) => Object.assign(run, { length: 4 })),
);
mkdirSync(folder.path('folder'));
writeFileSync(folder.path('taken.json'), '{}');

const never = new AbortController().signal;
const base = ['--data', 'synthetic', '--backend', 'wasm', '--config', config];

/** What is printed stays out of the test's own output. */
async function quietly(run: () => Promise<void>): Promise<string> {
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await run();
  } finally {
    spy.mockRestore();
  }
  return printed;
}

const evaluation = (...args: string[]) =>
  quietly(() => evaluateWeights(EVAL_LINE.parse([...base, ...args]), never));

const reportAt = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as EvaluationReport;

async function refusal(...args: string[]): Promise<{ code: number; message: string }> {
  try {
    await evaluation(...args);
  } catch (error) {
    if (error instanceof CommanderError)
      return { code: EXIT_CODES.wrongInput.code, message: optionError(error, EVAL_LINE.parser()) };
    const { code, message } = failureInfo(error);
    return { code: exitCodeOf(code), message };
  }
  throw new Error(`${args.join(' ')} was taken`);
}

describe('eval', () => {
  it('evaluates what train has written, with the same numbers as train itself', async () => {
    const out = folder.path('run');
    await quietly(() =>
      train(TRAIN_LINE.parse([...trainingArgs(config, out), '--probe', 'knn,matching']), never),
    );
    const own = reportAt(`${out}/evaluation.json`);
    expect(own).toMatchObject({ step: 4, split: { test: 1024, source: 'data set' } });
    const weights = `${out}/weights.safetensors`;
    const printed = await evaluation(
      ...['--weights', weights, '--probe', 'knn,matching', '--out', folder.path('again.json')],
    );
    const again = reportAt(folder.path('again.json'));
    expect({ ...again, seconds: {}, subject: '' }).toEqual({ ...own, seconds: {}, subject: '' });
    const percent = `${(100 * again.knn!.top1).toFixed(1)} %`;
    expect(printed).toMatch(new RegExp(`kNN top-1 .*${percent.replace('.', '\\.')}  chance`));
    expect(printed).toContain('matching within 1.5 cells, local embedding');
  });

  it('evaluates raw pixels, and writes test images beside true and predicted masks', async () => {
    const masks = folder.path('masks');
    await evaluation(
      ...['--baseline', 'pixels', '--probe', 'segmentation', '--masks', masks],
      ...['--out', folder.path('pixels.json')],
    );
    expect(reportAt(folder.path('pixels.json'))).toMatchObject({
      subject: 'raw pixels',
      segmentation: { ious: expect.any(Array) as unknown },
    });
    expect(readdirSync(masks)).toHaveLength(8);
    expect(readFileSync(`${masks}/01.png`).toString('latin1', 1, 4)).toBe('PNG');
  });

  it('trains the supervised baseline, and evaluates it', async () => {
    const file = folder.path('supervised.json');
    await evaluation('--baseline', 'supervised', '--probe', 'knn', '--out', file);
    expect(reportAt(file)).toMatchObject({ subject: 'supervised', knn: { k: 20 } });
  });

  it.each([
    ['neither weights nor a baseline', [], /either --weights or --baseline/],
    ['both', ['--weights', 'x', '--baseline', 'random'], /either --weights or --baseline/],
    ['an unknown baseline', ['--baseline', 'magic'], /random, pixels, supervised/],
    ['an unknown probe', ['--baseline', 'random', '--probe', 'magic'], /probes are linear, knn/],
    ['a share of labels above all', ['--baseline', 'random', '--labels', '2'], /shares above 0/],
    ['weights that are not there', ['--weights', folder.path('none.pth')], /none\.pth.*no such file/],
    [
      'a report that is there',
      ['--baseline', 'random', '--out', folder.path('taken.json')],
      /is there already/,
    ],
    ['a folder as a report', ['--baseline', 'random', '--out', folder.path('folder')], /it is a folder/],
  ])('refuses %s', async (_, args, words) => {
    const out = args.includes('--out') ? [] : ['--out', folder.path('refused.json')];
    const { code, message } = await refusal(...args, ...out);
    expect(code).toBe(2);
    expect(message).toMatch(words);
    expect(readdirSync(folder.path(''))).not.toContain('refused.json');
  });

  it('writes nothing where it is ended', async () => {
    const ended = new AbortController();
    ended.abort();
    const options = EVAL_LINE.parse([...base, '--baseline', 'random', '--out', folder.path('ended.json')]);
    await expect(evaluateWeights(options, ended.signal)).rejects.toBeInstanceOf(Interrupted);
    expect(readdirSync(folder.path(''))).not.toContain('ended.json');
  });
});
