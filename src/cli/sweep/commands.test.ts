import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { checkConfig } from '../../config/check';
import { findPreset } from '../../config/presets';
import { pointsOf } from '../../sweep/points';
import { scratch } from '../testing/program';
import { baselineConfig, callsOf, shellLine } from './commands';
import { PointFolder } from './pointFolder';
import type { RunnablePoint } from './prepare';

const folder = scratch();
afterAll(() => folder.remove());
const base = findPreset('playground')!.config;
const spec = { base, axes: [], seeds: [1] };
const [training, random] = pointsOf({ ...spec, baselines: ['random'] }) as RunnablePoint[];
const plan = { spec, data: "it's; $(exit 9) data", probes: ['knn', 'matching'] as const, steps: 5 };

describe.skipIf(process.platform === 'win32')('a listed line', () => {
  it('reaches the programs as its words are, whatever is in them', () => {
    const point = new PointFolder(folder.path("a 'b' `c`"), training!.id);
    mkdirSync(point.path, { recursive: true });
    const calls = callsOf(training!, point, plan, 'wasm');
    // A shell function in the place of Node says what it was given.
    const said = spawnSync('sh', [
      '-c',
      `node() { for word; do printf '%s\\n' "$word" >&2; done; }; ${shellLine(calls, point)}`,
    ]);
    expect(said.status).toBe(0);
    expect(readFileSync(point.file('log'), 'utf8').trimEnd().split('\n')).toEqual(
      calls.flatMap(({ program, args }) => ['scripts/cli.mjs', program, ...args]),
    );
  });

  it('does not evaluate what failed', () => {
    const point = new PointFolder(folder.path('failing'), training!.id);
    mkdirSync(point.path, { recursive: true });
    const line = shellLine(callsOf(training!, point, plan, 'wasm'), point);
    const said = spawnSync('sh', ['-c', `node() { echo $2 >&2; return 4; }; ${line}`]);
    expect(said.status).toBe(4);
    expect(readFileSync(point.file('log'), 'utf8')).toBe('train\n');
  });
});

it('a point is one training and one evaluation, a baseline one evaluation', () => {
  const point = new PointFolder('out', training!.id);
  expect(callsOf(training!, point, plan, 'auto').map(({ program, args }) => [program, ...args])).toEqual([
    [
      ...['train', '--config', 'out/points/run_seed-1/wanted.json', '--out', 'out/points/run_seed-1'],
      ...['--data', plan.data, '--backend', 'auto', '--overwrite', '--steps', '5'],
    ],
    [
      ...['eval', '--weights', 'out/points/run_seed-1/weights.safetensors'],
      ...['--config', 'out/points/run_seed-1/config.json', '--data', plan.data, '--backend', 'auto'],
      ...[
        '--overwrite',
        '--seed',
        '1',
        '--probe',
        'knn,matching',
        '--out',
        'out/points/run_seed-1/evaluation.json',
      ],
    ],
  ]);
  const [call, ...others] = callsOf(random!, new PointFolder('out', random!.id), plan, 'auto');
  expect(others).toEqual([]);
  expect(call!.args.slice(0, 4)).toEqual([
    '--baseline',
    'random',
    '--config',
    'out/points/random_seed-1/wanted.json',
  ]);
});

it('the supervised baseline is as long as the trainings, with a warm-up that fits', () => {
  expect(baselineConfig(base, undefined)).toBe(base);
  const longer = baselineConfig(base, 2000);
  expect([longer.run.length, longer.optim.warmup]).toEqual([2000, base.optim.warmup]);
  const short = baselineConfig(base, 20);
  expect([short.run.length, short.optim.warmup]).toEqual([20, 0]);
  const epochs = { ...base, run: { ...base.run, unit: 'epochs' as const, length: 100 } };
  const inSteps = baselineConfig({ ...epochs, optim: { ...base.optim, warmup: 10 } }, 50);
  expect([inSteps.run.unit, inSteps.run.length, inSteps.optim.warmup]).toEqual(['steps', 50, 5]);
  for (const config of [longer, short, inSteps]) expect(checkConfig(config)).toEqual([]);
});
