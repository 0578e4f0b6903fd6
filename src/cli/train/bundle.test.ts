import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../../formats/bundle/readBundle';
import { readCheckpoint } from '../../training/checkpoint';
import { loggedSteps, prepareProgram, startTraining, trainingArgs } from '../testing/program';

const { path, config } = prepareProgram();
const short = ['--steps', '6', '--set', 'run.snapshotEvery=3'];

const bundleAt = (file: string) => readBundle(new Uint8Array(readFileSync(file)));

describe('train --bundle', () => {
  it('writes all that the folder holds, with matches and evaluation, and goes on from there', async () => {
    const [out, file] = [path('whole'), path('files/whole.zip')];
    const args = [...trainingArgs(config, out), ...short, '--probe', 'knn', '--bundle', file];
    const { code, errors } = await startTraining(args).ended;
    expect(code, errors).toBe(0);
    expect(errors).toContain('The whole run is in');
    const run = bundleAt(file);
    expect(run).toMatchObject({ name: 'whole', step: 6, data: { count: 64, width: 16, hasMasks: true } });
    expect(run.environment).toMatchObject({ backend: 'wasm' });
    expect(run.environment.runtime).toContain(process.versions.node);
    expect(run.snapshots.map(({ step }) => step)).toEqual([0, 3, 6]);
    expect(run.evaluations).toMatchObject([{ subject: 'weights', report: { step: 6, knn: { k: 20 } } }]);
    const files = unzipSync(new Uint8Array(readFileSync(file)));
    for (const name of ['metrics.jsonl', 'weights.safetensors', 'checkpoint.safetensors', 'config.json'])
      expect(Buffer.from(files[name]!), name).toEqual(readFileSync(`${out}/${name}`));

    const again = path('again');
    mkdirSync(again);
    for (const [name, bytes] of Object.entries(files)) {
      if (!name.includes('/')) writeFileSync(`${again}/${name}`, bytes);
    }
    const resumed = await startTraining(['--resume', again, '--steps', '8', '--bundle', file]).ended;
    expect(resumed.code, resumed.errors).toBe(0);
    expect(resumed.errors).toContain('Going on from step 6');
    expect(bundleAt(file)).toMatchObject({ step: 8, snapshots: [{ step: 6 }] });
    expect(loggedSteps(`${again}/metrics.jsonl`)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('writes it at an early end too', async () => {
    const [out, file] = [path('early'), path('early.zip')];
    const program = startTraining([...trainingArgs(config, out), '--bundle', file]);
    await program.said('step 1/');
    program.child.kill('SIGINT');
    const { code, errors } = await program.ended;
    expect(code, errors).toBe(130);
    const run = bundleAt(file);
    expect(run.step).toBe(loggedSteps(`${out}/metrics.jsonl`).at(-1));
    expect(readCheckpoint(run.checkpoint).step).toBe(run.step);
  });

  it('replaces nothing unasked, and no result of the training', async () => {
    const [out, file] = [path('taken'), path('taken.zip')];
    const args = [...trainingArgs(config, out), '--steps', '1', '--bundle', file];
    expect((await startTraining(args).ended).code).toBe(0);
    const before = readFileSync(file);
    const other = [...trainingArgs(config, path('other')), '--steps', '1'];
    const refused = await startTraining([...other, '--bundle', file]).ended;
    expect(refused.code).toBe(2);
    expect(refused.errors).toMatch(
      /taken\.zip" is there already\. Choose another --bundle, or add --overwrite/,
    );
    expect(readFileSync(file)).toEqual(before);
    expect(existsSync(path('other'))).toBe(false);
    for (const [bundle, words] of [
      [`${path('other')}/metrics.jsonl`, /--bundle .*another file there/],
      [path('taken'), /--bundle .*it is a folder/],
    ] as const) {
      const ended = await startTraining([...other, '--overwrite', '--bundle', bundle]).ended;
      expect(ended.code).toBe(2);
      expect(ended.errors).toMatch(words);
    }
    expect((await startTraining([...args, '--overwrite']).ended).code).toBe(0);
    expect(readdirSync(out)).not.toContain('taken.zip');
  });
});
