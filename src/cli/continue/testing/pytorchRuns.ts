import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { RunConfig } from '../../../config/runConfig';
import { metricsFromJsonLines } from '../../../formats/metrics';
import { MEASURE_LIST, type MeasureKey } from '../../../reports/measures';
import { numberOf } from '../../../reports/metricsEntry';
import { tinyConfig } from '../../../training/testing/tinyRun';
import { trainingArgs, writeConfig } from '../../testing/program';
import { TRAIN_LINE } from '../../train/options';
import { train } from '../../train/train';
import { continueInPytorch } from '../continueInPytorch';
import { CONTINUE_LINE } from '../options';

/** @file Test support: runs of ours that go on in PyTorch. */

/** Debian's package is for the system's Python, which need not be the first one. */
export const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import torch, PIL, numpy']).status === 0,
);
/** Of a test that starts Python, which loads PyTorch, in ms. */
export const PATIENCE = 120_000;
const TOLERANCE = 1e-3;
const MACHINE: readonly MeasureKey[] = ['seconds', 'imagesPerSecond', 'gpuBytes'];

const signal = new AbortController().signal;
export const trainRun = (...args: string[]) => train(TRAIN_LINE.parse(args), signal);
export const goOn = (...args: string[]) => continueInPytorch(CONTINUE_LINE.parse(args), signal);

export const MODELS = {
  'convnext and AdamW': ({ views, model, loss, optim }: RunConfig) => {
    views.crops.push({ ...views.crops[0]!, size: 8, count: 1, scaleMin: 0.1 });
    loss.embeddingMatchesAll = true;
    Object.assign(loss, { matchesForward: 3, matchesBackward: 2, locationThreshold: 4 });
    Object.assign(model.backbone, { layerScale: 0.5 });
    Object.assign(optim, { optimizer: 'adamw', baseLr: 0.02 });
  },
  'resnet and LARS': ({ model, optim }: RunConfig) => {
    model.backbone = {
      family: 'resnet',
      block: 'basic',
      layers: [1, 1, 1],
      base: 4,
      stem: 'small',
      zeroInitResidual: false,
    };
    Object.assign(optim, { optimizer: 'lars', baseLr: 0.3 });
  },
} satisfies Readonly<Record<string, (config: RunConfig) => void>>;

/**
 * A run of two steps as a folder to go on in, `project`, beside the same one of six that was never left, `whole`.
 * @param at where files of it lie, by their names
 */
export async function beginRun(
  change: (config: RunConfig) => void,
  at: (file: string) => string,
): Promise<void> {
  mkdirSync(at(''));
  const args = trainingArgs(writeConfig(at('config.json'), tinyConfig(change)), at('begun'));
  await trainRun(...args, '--steps', '2');
  await trainRun(...trainingArgs(at('config.json'), at('whole')), '--steps', '6');
  await goOn('--run', at('begun'), '--out', at('project'), '--views', '2');
}

type Entry = ReturnType<typeof metricsFromJsonLines>[number];

export function entriesIn(folder: string): ReadonlyMap<number, Entry> {
  const metrics = metricsFromJsonLines(readFileSync(`${folder}/metrics.jsonl`, 'utf8'));
  // The line of step 0 has measures of the untrained weights alone.
  return new Map(metrics.filter(({ step }) => step > 0).map((entry) => [entry.step, entry]));
}

export function lossesIn(folder: string): number[] {
  return [...entriesIn(folder).values()].map(({ loss }) => loss.total);
}

/** Measures that follow from the weights and the views alone, not from the machine. */
const COMPARED = MEASURE_LIST.filter(({ key }) => !MACHINE.includes(key));

/** That both have the same measures at these steps, but for rounding. */
export function expectSame(folder: string, whole: string, steps: readonly number[]): void {
  const [found, wanted] = [entriesIn(folder), entriesIn(whole)];
  expect([...found.keys()]).toEqual(steps);
  for (const step of steps)
    for (const { key } of COMPARED) {
      const [own, ours] = [numberOf(found.get(step)!, key), numberOf(wanted.get(step)!, key)];
      const what = `${key} at step ${step} of ${folder}`;
      if (ours === undefined) expect(own, what).toBeUndefined();
      else expect(Math.abs(own! - ours), what).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(ours)));
    }
}

/** Runs a program of a folder. */
export function python(folder: string, ...args: string[]): void {
  const env = { ...process.env, OMP_NUM_THREADS: '1' };
  const { status, stderr } = spawnSync(PYTHON!, args, { cwd: folder, encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
}

/** Two processes at once, told of each other as torchrun tells them. */
async function twoProcesses(folder: string, ...args: string[]): Promise<void> {
  const shared = { OMP_NUM_THREADS: '1', WORLD_SIZE: '2', MASTER_ADDR: '127.0.0.1' };
  const port = String(await freePort());
  const run = promisify(execFile);
  await Promise.all(
    ['0', '1'].map((rank) =>
      run(PYTHON!, args, { cwd: folder, env: { ...process.env, ...shared, MASTER_PORT: port, RANK: rank } }),
    ),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** That two processes have the losses of the whole run, and go on from where they were ended. */
export async function expectTwoProcessesTheSame(at: (file: string) => string): Promise<void> {
  const options = ['--views', 'views.safetensors', '--backend', 'gloo', '--steps', '1', '--out', at('two')];
  await twoProcesses(at('project'), 'train.py', ...options);
  expectSame(at('two'), at('whole'), [1, 2, 3]);
  await twoProcesses(at('project'), 'train.py', ...options);
  expectSame(at('two'), at('whole'), [1, 2, 3, 4]);
}
