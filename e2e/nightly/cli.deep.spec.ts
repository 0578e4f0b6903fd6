import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readSafetensors } from '../../src/formats/safetensors';
import { cifarBatch } from '../support/cifarBatch';
import { test } from '../support/test';
import { tinyRun } from '../support/tinyRun';

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vicregl-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly errors: string;
}

/** Runs `npm run train`'s program. How it takes signals, full disks and wrong input is tested beside it. */
function train(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/cli.mjs', 'train', ...args], {
      env: { ...process.env, ...env },
    });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.on('close', (code) => resolve({ code, errors }));
  });
}

async function tinyConfigFile(): Promise<string> {
  const path = join(folder, 'run.json');
  await writeFile(path, JSON.stringify(tinyRun()));
  return path;
}

test('trains headless on a CIFAR-10 file and writes configuration, metrics and weights', async () => {
  const data = join(folder, 'data_batch_1.bin');
  await writeFile(data, cifarBatch(64, 1));
  const out = join(folder, 'out');
  const { code, errors } = await train([
    ...['--data', data, '--out', out, '--config', await tinyConfigFile()],
    ...['--set', 'loss.alpha=0.6', '--steps', '4'],
  ]);
  expect(code, errors).toBe(0);
  expect((await readdir(out)).sort()).toEqual([
    'checkpoint.safetensors',
    'config.json',
    'metrics.jsonl',
    'run.json',
    'weights.safetensors',
  ]);
  const config = JSON.parse(await readFile(join(out, 'config.json'), 'utf8')) as ReturnType<typeof tinyRun>;
  expect(config.loss.alpha).toBe(0.6);
  expect(config.data.source).toBe('cifar10');
  const lines = (await readFile(join(out, 'metrics.jsonl'), 'utf8')).trim().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as Record<string, number>);
  expect(rows.map((row) => row.step)).toEqual([0, 1, 2, 3, 4]);
  expect(rows.slice(1).every((row) => Number.isFinite(row.loss))).toBe(true);
  const { tensors } = readSafetensors(new Uint8Array(await readFile(join(out, 'weights.safetensors'))));
  expect(tensors['backbone.stages.0.0.pwconv2.weight']!.shape).toEqual([16, 64]);
});

async function lossesOf(out: string): Promise<number[]> {
  const lines = (await readFile(join(out, 'metrics.jsonl'), 'utf8')).trim().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as Record<string, number>);
  return rows.filter(({ step }) => step! > 0).map(({ loss }) => loss!);
}

test('trains on the processor as on the GPU, and there by itself where there is no GPU', async () => {
  const run = async (backend: string, env: NodeJS.ProcessEnv = {}) => {
    const out = await mkdtemp(join(folder, `${backend}-`));
    const { code, errors } = await train(
      [
        '--data',
        'synthetic',
        '--out',
        out,
        '--config',
        await tinyConfigFile(),
        '--steps',
        '4',
        '--backend',
        backend,
      ],
      env,
    );
    expect(code, errors).toBe(0);
    return { losses: await lossesOf(out), errors };
  };
  const gpu = await run('webgpu');
  const processor = await run('wasm');
  expect(gpu.losses).toHaveLength(4);
  processor.losses.forEach((loss, step) =>
    expect(Math.abs(loss / gpu.losses[step]! - 1), `step ${step + 1}`).toBeLessThan(1e-3),
  );
  expect(processor.errors).toContain('on Processor');
  expect(processor.errors).not.toContain('instead');
  // A list of drivers that names none that exists.
  const alone = await run('auto', { VK_DRIVER_FILES: join(folder, 'none.json') });
  expect(alone.losses).toEqual(processor.losses);
  expect(alone.errors).toContain('Training runs on the processor instead');
});
