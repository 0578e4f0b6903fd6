import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCK_FILE } from '../files/lock';
import { failureInfo } from '../../failure';
import { tinyConfig } from '../../training/testing/tinyRun';
import {
  BUILD_PATIENCE,
  buildProgram,
  BUILT,
  loggedSteps,
  scratch,
  startProgram,
  until,
  writeConfig,
} from '../testing/program';
import { childStarter } from './children';
import { SWEEP_LINE, type SweepOptions } from './options';
import { sumUp, sweep } from './sweep';

/**
 * @file A sweep with the real programs: killed and gone on with, and its listed lines. Where it need not be a process
 * itself, it is none: to start one takes longer than a point does.
 */

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const folder = scratch();
const config = writeConfig(
  folder.path('config.json'),
  tinyConfig(({ run }) => Object.assign(run, { length: 6, snapshotEvery: 1000 })),
);
const undisturbed = folder.path('undisturbed');
/** A point, and one that trains nothing, which is done first. */
const SWEPT = ['--set', 'loss.alpha=0.5', '--baseline', 'pixels'];

const args = (out: string, ...more: string[]) => [
  ...['--data', 'synthetic', '--backend', 'wasm', '--config', config, '--out', out],
  ...['--probe', 'knn,matching', ...more],
];
const start = (options: readonly string[]) => startProgram(['sweep', ...options]);

/** What a sweep in this process says and prints. */
const said = { notes: '', printed: '' };
const speaker = {
  note: (line: string) => void (said.notes += `${line}\n`),
  print: (text: string) => void (said.printed += `${text}\n`),
};
const sweepHere = async (options: readonly string[]): Promise<typeof said> => {
  Object.assign(said, { notes: '', printed: '' });
  const { signal } = new AbortController();
  await sweep(SWEEP_LINE.parse(options) as SweepOptions, childStarter(BUILT), speaker, signal);
  return said;
};

const points = (out: string) => readFileSync(join(out, 'points.csv'), 'utf8').trimEnd().split('\n');
const report = (out: string, id: string): string => join(out, 'points', id, 'evaluation.json');

beforeAll(async () => {
  await buildProgram();
  await sweepHere(args(undisturbed, ...SWEPT, '--jobs', '2'));
}, 2 * BUILD_PATIENCE);
afterAll(() => folder.remove());

it('a sweep that was killed half-way and run again has the table of an undisturbed one', async () => {
  const out = folder.path('killed');
  const options = args(out, ...SWEPT, '--jobs', '2');
  const first = start(options);
  await first.said('[1/2]');
  first.child.kill('SIGKILL');
  const { errors } = await first.ended;
  expect(existsSync(join(out, 'points.csv'))).toBe(false);
  const done = [...errors.matchAll(/\] (\S+) done/g)].map(([, id]) => report(out, id!));
  expect(done.length).toBeGreaterThanOrEqual(1);
  const written = done.map((path) => statSync(path).mtimeMs);

  const { notes } = await sweepHere(options);
  expect(notes).toMatch(/2 points, of which 1 are done/);
  for (const name of ['points.csv', 'table.csv', 'trade-off-matching_features.svg'])
    expect(readFileSync(join(out, name), 'utf8')).toBe(readFileSync(join(undisturbed, name), 'utf8'));
  expect(done.map((path) => statSync(path).mtimeMs)).toEqual(written);
  expect(new Set(points(out).slice(1)).size).toBe(2);
});

describe.skipIf(process.platform === 'win32')('a sweep', () => {
  it('saves what runs where it is interrupted, and says how to go on', async () => {
    const out = folder.path('interrupted');
    const long = args(out, '--set', 'loss.alpha=0.5,1', '--jobs', '2', '--set', 'run.length=100000');
    const sweep = start(long);
    const logs = ['alpha-0.5_seed-1', 'alpha-1_seed-1'].map((id) => join(out, 'points', id, 'log.txt'));
    await until(() => logs.every((log) => existsSync(log) && /^step 1\//m.test(readFileSync(log, 'utf8'))));
    sweep.child.kill('SIGINT');
    const ended = await sweep.ended;
    expect(ended.code, ended.errors).toBe(130);
    expect(ended.errors).toMatch(/the same command goes on from there\.\n$/);
    for (const log of logs) {
      expect(readFileSync(log, 'utf8')).toMatch(/\nEnded early\. Kept in .*weights of step \d+.*\n$/);
      expect(existsSync(join(log, '..', LOCK_FILE))).toBe(false);
      expect(loggedSteps(join(log, '../metrics.jsonl')).length).toBeGreaterThan(1);
      expect(existsSync(join(log, '../evaluation.json'))).toBe(false);
    }
  });

  it('lists lines that run as they are printed, and collects what they wrote', async () => {
    const out = folder.path('listed');
    const list = async () => {
      const { printed } = await sweepHere(args(out, '--list', ...SWEPT));
      return printed.trimEnd().split('\n');
    };
    const [trained, ...others] = await list();
    expect(others).toHaveLength(1);
    const ran = spawnSync('sh', ['-c', trained!], { cwd: ROOT, encoding: 'utf8' });
    expect(ran.status, ran.stderr).toBe(0);
    await sumUp(out, speaker);
    expect(said.printed).toMatch(
      /\n\| Run +\| +Runs \| +kNN top-1 \(%\) \| [^]*\n\| Run +\| +1 \| +[\d.]+ +\|/,
    );
    expect(points(out)[1]).toBe(points(undisturbed)[1]);
    expect(points(out)[2]).toMatch(/^pixels_seed-1,.*Not run yet/);
    expect(await list()).toEqual(others);
  });
});

it('reports a point that fails with its reason, after the others are done', async () => {
  const out = folder.path('failing');
  const failure = await sweepHere([
    ...['--data', 'synthetic', '--backend', 'wasm', '--config', config, '--out', out],
    ...['--set', 'run.batch=128,8', '--probe', 'knn'],
  ]).catch(failureInfo);
  expect(failure).toMatchObject({
    code: 'sweep_incomplete',
    message: expect.stringMatching(/^1 of 2 points have no numbers; /) as string,
  });
  const reason = 'run.batch: a batch of 128 is larger than the data set of 64 images; use 64 or less.';
  expect(said.notes).toContain(`[1/2] batch-128_seed-1 failed: ${reason}`);
  expect(said.notes).toMatch(/\n\[2\/2\] batch-8_seed-1 done, kNN top-1 \d+\.\d %/);
  expect(points(out)[1]).toBe(`batch-128_seed-1,,128,1,,,,,,,,,,${reason}`);
  expect(points(out)[2]).toMatch(/^batch-8_seed-1,,8,1,,0\.\d+,/);
});
