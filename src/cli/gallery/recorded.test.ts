import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { RECORDED, recordedConfig } from '../../experiments/recorded';
import { writeBundle } from '../../formats/bundle/writeBundle';
import { tinyBundle } from '../../formats/bundle/testing/tinyBundle';
import { readRecorded } from '../../formats/recorded/readRecorded';
import { writeSafetensors } from '../../formats/safetensors';
import type { StartChild } from '../sweep/children';
import type { ProgramCall } from '../sweep/commands';
import { scratch } from '../testing/program';
import { gallery } from './gallery';
import { GALLERY_LINE } from './options';

const folder = scratch();
const [out, to] = [folder.path('runs'), folder.path('recorded')];
beforeEach(() => [out, to].forEach((path) => rmSync(path, { recursive: true, force: true })));
afterAll(() => folder.remove());

const valueOf = (args: readonly string[], option: string) => args[args.indexOf(option) + 1]!;

/** Programs that write what train and eval would, without training. @param failing recorded run whose training fails */
function fakePrograms(failing?: string) {
  const calls: ProgramCall[] = [];
  const start: StartChild = (call, log) => {
    calls.push(call);
    const { program, args } = call;
    const path = valueOf(args, '--out');
    if (program === 'eval') writeFileSync(path, JSON.stringify(tinyBundle().evaluations[0]!.report));
    else if (path.includes(`recorded-${failing}_`)) return ended(1);
    else {
      const run = tinyBundle({ step: 1000 });
      const weights = writeSafetensors(
        { w: { dtype: 'F32', shape: [2], data: Float32Array.of(0.1, 2) } },
        { step: '1000' },
      );
      writeFileSync(log, 'step 1/1000  loss 25\n');
      writeFileSync(join(path, 'weights.safetensors'), weights);
      writeFileSync(valueOf(args, '--bundle'), writeBundle({ ...run, weights }));
    }
    return ended(0);
  };
  return { calls, start };
}

const ended = (code: number) => ({ ended: Promise.resolve(code), end: () => undefined });

function record(start: StartChild) {
  const options = GALLERY_LINE.parse(['--part', 'recorded', '--out', out, '--recorded', to]);
  const note = () => undefined;
  return gallery(options, start, { note, print: note }, new AbortController().signal);
}

it('trains each run, evaluates its weights in 16 bits, and writes a file without a path of this machine', async () => {
  const { calls, start } = fakePrograms();
  await record(start);
  expect(calls.map(({ program }) => program)).toEqual(RECORDED.flatMap(() => ['train', 'eval']));
  expect(calls[0]!.args).toContain('--pictures');
  expect(valueOf(calls[1]!.args, '--weights')).toMatch(/halves\.safetensors$/);
  for (const { id } of RECORDED) {
    const run = readRecorded(new Uint8Array(readFileSync(join(to, `${id}.zip`))));
    expect(run).toMatchObject({ name: id, step: 1000, made: { command: 'npm run gallery', seed: 1 } });
    expect(run.made.machine).toMatch(/^\d+ cores?, ./);
    expect(run.evaluations).toMatchObject([{ subject: 'weights', report: { knn: { top1: 0.5 } } }]);
    expect(JSON.stringify(run.evaluations)).not.toContain(out);
  }
  // What is done is kept.
  await record(start);
  expect(calls).toHaveLength(2 * RECORDED.length);
});

it('goes on with the others where one fails, and says which is left', async () => {
  await expect(record(fakePrograms('global').start)).rejects.toThrow(
    'Recorded runs that are not done: "global".',
  );
  const files = () => readdirSync(to).map((name) => name.replace('.zip', ''));
  const all = RECORDED.map(({ id }) => id);
  expect(files()).toEqual(all.filter((id) => id !== 'global').toSorted());
  await record(fakePrograms().start);
  expect(files()).toEqual(all.toSorted());
});

it('measures again what was trained again', async () => {
  const { calls, start } = fakePrograms();
  await record(start);
  const path = join(out, 'points', 'recorded-base_seed-1');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'halves.safetensors'), 'others');
  await record(start);
  expect(calls.slice(2 * RECORDED.length).map(({ program }) => program)).toEqual(['eval']);
});

it('are as long as the default preset, and else what their trainings are', () => {
  for (const recorded of RECORDED)
    expect(recordedConfig(recorded).run).toMatchObject({ length: 1000, unit: 'steps', seed: recorded.seed });
});
