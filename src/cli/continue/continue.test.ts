import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../../config/runConfig';
import { failureInfo } from '../../failure';
import { readBundle } from '../../formats/bundle/readBundle';
import { metricsFromJsonLines } from '../../formats/metrics';
import { readSafetensors } from '../../formats/safetensors';
import { MEASURE_LIST, type MeasureKey } from '../../reports/measures';
import { numberOf } from '../../reports/metricsEntry';
import { tinyConfig } from '../../training/testing/tinyRun';
import { scratch, trainingArgs, writeConfig } from '../testing/program';
import { TRAIN_LINE } from '../train/options';
import { train } from '../train/train';
import { continueInPytorch } from './continueInPytorch';
import { CONTINUE_LINE } from './options';

const TEMPLATE = fileURLToPath(new URL('../../formats/pytorchProject/template', import.meta.url));
/** Debian's package is for the system's Python, which need not be the first one. */
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import torch, PIL, numpy']).status === 0,
);
const PATIENCE = 120_000;
const TOLERANCE = 1e-3;
const MACHINE: readonly MeasureKey[] = ['seconds', 'imagesPerSecond', 'gpuBytes'];

const { path, remove } = scratch();
afterAll(remove);
const signal = new AbortController().signal;
const trainRun = (...args: string[]) => train(TRAIN_LINE.parse(args), signal);
const goOn = (...args: string[]) => continueInPytorch(CONTINUE_LINE.parse(args), signal);

const MODELS: Readonly<Record<string, (config: RunConfig) => void>> = {
  'convnext and AdamW': ({ views, model, loss, optim }) => {
    views.crops.push({ ...views.crops[0]!, size: 8, count: 1, scaleMin: 0.1 });
    loss.embeddingMatchesAll = true;
    Object.assign(loss, { matchesForward: 3, matchesBackward: 2, locationThreshold: 4 });
    Object.assign(model.backbone, { layerScale: 0.5 });
    Object.assign(optim, { optimizer: 'adamw', baseLr: 0.02 });
  },
  'resnet and LARS': ({ model, optim }) => {
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
};

type Entry = ReturnType<typeof metricsFromJsonLines>[number];

function entriesIn(folder: string): ReadonlyMap<number, Entry> {
  const metrics = metricsFromJsonLines(readFileSync(`${folder}/metrics.jsonl`, 'utf8'));
  // The line of step 0 has measures of the untrained weights alone.
  return new Map(metrics.filter(({ step }) => step > 0).map((entry) => [entry.step, entry]));
}

function lossesIn(folder: string): number[] {
  return [...entriesIn(folder).values()].map(({ loss }) => loss.total);
}

/** Measures that follow from the weights and the views alone, not from the machine. */
const COMPARED = MEASURE_LIST.filter(({ key }) => !MACHINE.includes(key));

function expectSame(folder: string, whole: string, steps: readonly number[]): void {
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

function python(folder: string, ...args: string[]): void {
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

describe.each(Object.entries(MODELS))('a run of %s', (name, change) => {
  const at = (file: string) => path(`${name.slice(0, 6)}/${file}`);
  const project = at('project');

  beforeAll(async () => {
    mkdirSync(at(''));
    const args = trainingArgs(writeConfig(at('config.json'), tinyConfig(change)), at('begun'));
    await trainRun(...args, '--steps', '2');
    await trainRun(...trainingArgs(at('config.json'), at('whole')), '--steps', '6');
    await goOn('--run', at('begun'), '--out', project, '--views', '2');
  }, PATIENCE);

  it('becomes a folder with programs, state, views and a README', () => {
    expect(readdirSync(project)).toEqual(
      expect.arrayContaining([...readdirSync(TEMPLATE), 'README.md', 'checkpoint.safetensors', 'run.json']),
    );
    const { tensors } = readSafetensors(new Uint8Array(readFileSync(`${project}/views.safetensors`)));
    expect(tensors['2/images/0']?.shape).toEqual([8, 16, 16, 3]);
    expect(tensors['3/crops/1']?.shape).toEqual([8, 4]);
    expect(tensors['4/images/0']).toBeUndefined();
    expect(readFileSync(`${project}/README.md`, 'utf8')).toContain('The backbone has no name there.');
  });

  describe.skipIf(PYTHON === undefined)('in PyTorch (skipped where python3-torch is not installed)', () => {
    it(
      'has our losses, and comes back with its curves',
      async () => {
        python(project, 'train.py', '--views', 'views.safetensors', '--out', at('one'));
        expectSame(at('one'), at('whole'), [1, 2, 3, 4]);
        const bundle = readBundle(new Uint8Array(readFileSync(at('one/run.zip'))));
        expect(bundle.step).toBe(4);
        expect(bundle.metrics.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4]);
        await trainRun('--resume', at('one'), '--steps', '6');
        expectSame(at('one'), at('whole'), [1, 2, 3, 4, 5, 6]);
      },
      PATIENCE,
    );

    it(
      'has the same losses with two processes, and goes on from where it was ended',
      async () => {
        const options = [
          '--views',
          'views.safetensors',
          '--backend',
          'gloo',
          '--steps',
          '1',
          '--out',
          at('two'),
        ];
        await twoProcesses(project, 'train.py', ...options);
        expectSame(at('two'), at('whole'), [1, 2, 3]);
        await twoProcesses(project, 'train.py', ...options);
        expectSame(at('two'), at('whole'), [1, 2, 3, 4]);
      },
      PATIENCE,
    );
  });
});

describe.skipIf(PYTHON === undefined)('images on disk (skipped where python3-torch is not installed)', () => {
  it(
    'are read from folders and from shards',
    () => {
      const folder = path('convne/project');
      writeFileSync(path('images.py'), MAKE_IMAGES);
      python(folder, path('images.py'), path('images'));
      const common = ['train.py', '--workers', '0', '--steps', '2'];
      python(folder, ...common, '--data', path('images'), '--out', path('folders'));
      expect([...entriesIn(path('folders')).keys()]).toEqual([1, 2, 3, 4]);
      const shards = path('images/shard-{00..01}.tar');
      const precision = ['--precision', 'bf16'];
      python(folder, ...common, '--shards', shards, '--images', '24', '--out', path('shards'), ...precision);
      expect(lossesIn(path('shards')).every(Number.isFinite)).toBe(true);
    },
    PATIENCE,
  );
});

/** As many classes as the scenes have, and the same images again in two shards. */
const MAKE_IMAGES = `
import io, os, sys, tarfile
import numpy as np
from PIL import Image
root = sys.argv[1]
random = np.random.default_rng(1)
os.makedirs(root)
shards = [tarfile.open(f"{root}/shard-0{number}.tar", "w") for number in range(2)]
for number in range(24):
    label = number % 8
    os.makedirs(f"{root}/{label}", exist_ok=True)
    image = Image.fromarray(random.integers(0, 255, (20, 30, 3), dtype=np.uint8))
    image.save(f"{root}/{label}/{number}.png")
    for end, content in (("png", open(f"{root}/{label}/{number}.png", "rb").read()), ("cls", str(label).encode())):
        entry = tarfile.TarInfo(f"{number:04}.{end}")
        entry.size = len(content)
        shards[number % 2].addfile(entry, io.BytesIO(content))
for shard in shards:
    shard.close()
`;

it('leaves a folder with files in it alone, and says what is missing of a run', async () => {
  mkdirSync(path('full'));
  writeFileSync(path('full/notes.txt'), '');
  mkdirSync(path('empty'));
  const codeOf = (...args: string[]) =>
    goOn(...args).then(
      () => 'none',
      (error: unknown) => failureInfo(error).code,
    );
  expect(await codeOf('--run', path('empty'), '--out', path('full'))).toBe('output_taken');
  expect(await codeOf('--run', path('empty'), '--out', path('new'))).toBe('data_missing');
  expect(existsSync(path('new'))).toBe(false);
});

it.skipIf(PYTHON === undefined)(
  'has programs that Python takes (skipped where python3-torch is not installed)',
  () => {
    const files = readdirSync(TEMPLATE).filter((name) => name.endsWith('.py'));
    expect(files).toContain('train.py');
    python(
      TEMPLATE,
      '-c',
      'import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name).read(), name)',
      ...files,
    );
  },
);
