import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { writeSafetensors } from '../../formats/safetensors';
import type { EvaluationReport, ProbeName } from '../../reports/evaluation';
import { LOCK_FILE } from '../files/lock';
import { tinyConfig } from '../../training/testing/tinyRun';
import { scratch, writeConfig } from '../testing/program';
import type { StartChild } from './children';
import type { ProgramCall } from './commands';
import { SWEEP_LINE, type SweepOptions } from './options';
import { sweep } from './sweep';

/** @file What a sweep runs again and what not, with programs that only write what the real ones would. */

const folder = scratch();
afterAll(() => folder.remove());
const config = writeConfig(folder.path('config.json'), tinyConfig());

let out = '';
let runs = 0;
let called: string[] = [];
let notes: string[] = [];
let printed = '';
let interruption = new AbortController();
beforeEach(() => {
  out = folder.path(`sweep-${(runs += 1)}`);
  forget();
  interruption = new AbortController();
});
function forget(): void {
  called = [];
  notes = [];
  printed = '';
}

const valueOf = ({ args }: ProgramCall, flag: string) => args[args.indexOf(flag) + 1]!;
/** The point that a call belongs to, after its program. */
const nameOf = (call: ProgramCall) => {
  const place = valueOf(call, '--out');
  const point = call.program === 'train' ? place : dirname(place);
  return `${call.program} ${point.slice(join(out, 'points').length + 1)}`;
};

const TOTAL = 4;

function writeWeights(folderPath: string, step: number): void {
  writeFileSync(
    join(folderPath, 'weights.safetensors'),
    writeSafetensors({}, { format: 'pt', step: String(step) }),
  );
}

function writeReport(path: string, probes: string): void {
  const asked = probes.split(',') as ProbeName[];
  const report: EvaluationReport = {
    subject: 'stub',
    data: 'stub',
    split: { train: 1, validation: 1, test: 1, source: 'stratified' },
    ...(asked.includes('knn') ? { knn: { top1: 0.5, chance: 0.1, k: 20, temperature: 0.07 } } : {}),
    left: asked.filter((probe) => probe !== 'knn').map((probe) => ({ probe, reason: 'it is a stub' })),
    seconds: {},
  };
  writeFileSync(path, JSON.stringify(report));
}

/** Programs that do their work at once; `failing` are those that do not, with what they say. */
function programs(failing: Readonly<Record<string, string>> = {}): StartChild {
  return (call, log) => {
    const name = nameOf(call);
    called.push(name);
    const failure = failing[name];
    if (!call.continues) writeFileSync(log, '');
    appendFileSync(log, call.program === 'train' ? `step 1/${TOTAL}  loss 1\n` : 'knn: 0 %\n');
    if (failure !== undefined) {
      if (call.program === 'train') writeWeights(dirname(log), 1);
      appendFileSync(log, `${failure}\n`);
    } else if (call.program === 'train') writeWeights(dirname(log), TOTAL);
    else writeReport(valueOf(call, '--out'), valueOf(call, '--probe'));
    return { ended: Promise.resolve(failure === undefined ? 0 : 1), end: () => undefined };
  };
}

function run(args: readonly string[], start: StartChild = programs()): Promise<void> {
  const options = SWEEP_LINE.parse([
    ...['--data', 'synthetic', '--out', out, '--config', config, '--probe', 'knn'],
    ...args,
  ]);
  const speaker = {
    note: (line: string) => void notes.push(line),
    print: (text: string) => void (printed += `${text}\n`),
  };
  return sweep(options as SweepOptions, start, speaker, interruption.signal);
}
const refusal = (work: Promise<void>) => work.then(() => ({ code: 'taken', message: '' }), failureInfo);

const ALPHAS = ['--set', 'loss.alpha=0,1'];
const file = (name: string) => readFileSync(join(out, name), 'utf8');

describe('a sweep', () => {
  it('runs every point once, and makes table and plots; again, it runs nothing', async () => {
    await run([...ALPHAS, '--seeds', '2', '--baseline', 'random,pixels']);
    expect(called).toEqual([
      ...['train alpha-0_seed-1', 'eval alpha-0_seed-1', 'train alpha-1_seed-1', 'eval alpha-1_seed-1'],
      ...['eval random_seed-1', 'eval pixels_seed-1'],
      ...['train alpha-0_seed-2', 'eval alpha-0_seed-2', 'train alpha-1_seed-2', 'eval alpha-1_seed-2'],
      ...['eval random_seed-2', 'eval pixels_seed-2'],
    ]);
    expect(printed).toMatch(/^\| α +\| Runs \| kNN top-1 \(%\) \|\n/);
    expect(printed).toMatch(/\| Random weights \| +2 \| +50\.0 ± 0\.0 \|/);
    expect(notes).toContainEqual(
      expect.stringMatching(/^\[1\/8\] alpha-0_seed-1 done, kNN top-1 50\.0 % \(0 s\)/),
    );
    const before = [file('points.csv'), file('table.csv'), printed];
    forget();
    await run([...ALPHAS, '--seeds', '2', '--baseline', 'random,pixels']);
    expect(called).toEqual([]);
    expect([file('points.csv'), file('table.csv'), printed]).toEqual(before);
  });

  it('adds values and seeds to what is there', async () => {
    await run(ALPHAS);
    forget();
    await run(['--set', 'loss.alpha=0,0.5', '--seeds', '2']);
    expect(called.filter((name) => name.startsWith('train'))).toEqual([
      'train alpha-0.5_seed-1',
      'train alpha-0_seed-2',
      'train alpha-0.5_seed-2',
    ]);
  });

  it('evaluates again for other probes, and trains nothing', async () => {
    await run(ALPHAS);
    forget();
    await run([...ALPHAS, '--probe', 'knn,matching']);
    expect(called).toEqual(['eval alpha-0_seed-1', 'eval alpha-1_seed-1']);
    expect(printed).toContain('Probes that could not be done:\n- matching: it is a stub\n');
  });

  it('replaces what was made otherwise only where it is told to', async () => {
    await run(ALPHAS);
    forget();
    for (const [change, reason] of [
      [['--set', 'optim.baseLr=0.1'], /alpha-0_seed-1 with another optim\.baseLr/],
      [['--steps', '2'], /alpha-0_seed-1 with another number of steps/],
    ] as const) {
      const { code, message } = await refusal(run([...ALPHAS, ...change]));
      expect(code).toBe('output_taken');
      expect(message).toMatch(reason);
    }
    expect(called).toEqual([]);
    await run([...ALPHAS, '--set', 'optim.baseLr=0.1', '--overwrite']);
    expect(called).toHaveLength(4);
    forget();
    await run([...ALPHAS, '--set', 'optim.baseLr=0.1']);
    expect(called).toEqual([]);
  });

  it('finishes the others where one fails, says why, and tries it again the next time', async () => {
    const failing = { 'train alpha-0_seed-1': 'The loss is no longer finite.' };
    const { code, message } = await refusal(run(ALPHAS, programs(failing)));
    expect(code).toBe('sweep_incomplete');
    expect(message).toMatch(/^1 of 2 points have no numbers/);
    expect(called).toEqual(['train alpha-0_seed-1', 'train alpha-1_seed-1', 'eval alpha-1_seed-1']);
    expect(notes).toContainEqual(
      expect.stringMatching(/^\[1\/2\] alpha-0_seed-1 failed: The loss is no longer finite\. /),
    );
    expect(printed).toContain('\n- alpha-0_seed-1: The loss is no longer finite.\n');
    expect(file('points.csv')).toMatch(/\nalpha-0_seed-1,,0,1,,,,,,,,,,The loss is no longer finite\.\n/);
    forget();
    await run(ALPHAS);
    expect(called).toEqual(['train alpha-0_seed-1', 'eval alpha-0_seed-1']);
  });

  it('does not train again what only could not be evaluated', async () => {
    await refusal(run(ALPHAS, programs({ 'eval alpha-1_seed-1': 'Out of memory.' })));
    forget();
    await run(ALPHAS);
    expect(called).toEqual(['eval alpha-1_seed-1']);
  });

  it('says of a point that it cannot be run, and runs the others', async () => {
    const { message } = await refusal(run(['--set', 'views.crops.0.size=16,18']));
    expect(message).toMatch(/^1 of 2 points/);
    expect(called).toEqual(['train size-16_seed-1', 'eval size-16_seed-1']);
    expect(printed).toMatch(/- size-18_seed-1: views\.crops\.0\.size: .*does not divide a crop of 18 px/);
  });

  it('lists what is left, runs nothing, and leaves the folder open for it', async () => {
    await refusal(run(ALPHAS, programs({ 'eval alpha-1_seed-1': 'no' })));
    forget();
    await run([...ALPHAS, '--list', '--baseline', 'random']);
    expect(called).toEqual([]);
    const lines = printed.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^node scripts\/cli\.mjs eval --weights \S*alpha-1_seed-1\/weights/);
    expect(lines[1]).toMatch(/^node scripts\/cli\.mjs eval --baseline random /);
    expect(existsSync(join(out, LOCK_FILE))).toBe(false);
  });

  it('takes no folder that another sweep works in, and no data that are not there', async () => {
    let second: Promise<{ code: string }> | undefined;
    await run(ALPHAS, (call, log) => {
      second ??= refusal(run(ALPHAS));
      return programs()(call, log);
    });
    expect((await second!).code).toBe('output_in_use');
    const { code } = await refusal(run([...ALPHAS, '--data', folder.path('nothing')]));
    expect(code).toBe('data_missing');
  });

  it('asks what runs to end when it is interrupted, starts nothing more, and goes on later', async () => {
    let ended = 0;
    const hanging: StartChild = (call) => {
      called.push(nameOf(call));
      const { promise, resolve } = withResolver();
      if (called.length === 2) queueMicrotask(() => interruption.abort());
      return {
        ended: promise,
        end: () => {
          ended += 1;
          resolve(130);
        },
      };
    };
    await run([...ALPHAS, '--seeds', '3', '--jobs', '2'], hanging);
    expect(called).toEqual(['train alpha-0_seed-1', 'train alpha-1_seed-1']);
    expect(ended).toBe(2);
    expect(notes.at(-1)).toMatch(/^Stopped\. What is done is kept/);
    expect(printed).toBe('');
    interruption = new AbortController();
    forget();
    await run([...ALPHAS, '--seeds', '3', '--jobs', '2']);
    expect(called).toHaveLength(12);
  });

  it('works on as many points at once as it is told', async () => {
    let running = 0;
    let most = 0;
    const start = programs();
    await run([...ALPHAS, '--seeds', '4', '--jobs', '3'], (call, log) => {
      running += 1;
      most = Math.max(most, running);
      const child = start(call, log);
      const ended = child.ended.then(async (code) => {
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return code;
      });
      return { ...child, ended };
    });
    expect(most).toBe(3);
  });
});

function withResolver(): { promise: Promise<number>; resolve: (code: number) => void } {
  let resolve: (code: number) => void = () => undefined;
  const promise = new Promise<number>((done) => (resolve = done));
  return { promise, resolve };
}
