import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { readBundle } from '../../formats/bundle/readBundle';
import { readSafetensors } from '../../formats/safetensors';
import { scratch } from '../testing/program';
import {
  beginRun,
  entriesIn,
  expectSame,
  expectTwoProcessesTheSame,
  goOn,
  lossesIn,
  MODELS,
  PATIENCE,
  python,
  PYTHON,
  trainRun,
} from './testing/pytorchRuns';

const TEMPLATE = fileURLToPath(new URL('../../formats/pytorchProject/template', import.meta.url));
const { path, remove } = scratch();
afterAll(remove);
describe.each(Object.entries(MODELS))('a run of %s', (name, change) => {
  const at = (file: string) => path(`${name.slice(0, 6)}/${file}`);
  const project = at('project');

  beforeAll(() => beginRun(change, at));

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
  });
});

describe.skipIf(PYTHON === undefined)('processes (skipped where python3-torch is not installed)', () => {
  // What batch norm counts is what they must share; the other model has its turn every night.
  it(
    'two have the same losses with batch norm, and go on from where they were ended',
    async () => {
      expect.hasAssertions();
      await expectTwoProcessesTheSame((file) => path(`resnet/${file}`));
    },
    PATIENCE,
  );
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
