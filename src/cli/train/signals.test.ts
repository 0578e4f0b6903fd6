import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../formats/safetensors';
import { readCheckpoint } from '../../training/checkpoint';
import { loggedSteps, prepareProgram, SCRIPT, startTraining, trainingArgs, until } from '../testing/program';
import { TRAIN_LINE } from './options';
import { train } from './train';

const { path, config } = prepareProgram();

/** Trains in this process, where it need not be one of its own. */
const trainHere = (args: readonly string[]) => train(TRAIN_LINE.parse(args), new AbortController().signal);

/** Step of the weights that a run has written. */
const weightsStep = (out: string) =>
  Number(readSafetensors(readFileSync(`${out}/weights.safetensors`)).metadata.step);

const upTo = (last: number) => Array.from({ length: last + 1 }, (_, step) => step);
const RESULTS = ['checkpoint.safetensors', 'config.json', 'metrics.jsonl', 'run.json', 'weights.safetensors'];

describe.skipIf(process.platform === 'win32')('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends the training, saves, and exits with its own code', async (signal, code) => {
    const out = path(signal);
    const program = startTraining(trainingArgs(config, out));
    await program.said('step 1/');
    program.child.kill(signal);
    const ended = await program.ended;
    expect(ended.code, ended.errors).toBe(code);
    const steps = loggedSteps(`${out}/metrics.jsonl`);
    expect(steps).toEqual(upTo(steps.at(-1)!));
    expect(readdirSync(out).sort()).toEqual(RESULTS);
    expect(weightsStep(out)).toBe(steps.at(-1));
    expect(ended.errors).toContain(`the weights of step ${steps.at(-1)}`);
  });

  it('ends what is not yet set up, whatever it waits for, and leaves nothing', async () => {
    const pipe = path('weights.pth');
    spawnSync('mkfifo', [pipe]);
    const out = path('early/below');
    const program = startTraining([...trainingArgs(config, out), '--weights', pipe]);
    // Nobody writes into the pipe, so that the program waits for its first byte.
    await program.said('64 images');
    program.child.kill('SIGINT');
    const ended = await program.ended;
    expect(ended).toMatchObject({ code: null, signal: 'SIGINT' });
    expect(ended.errors).toMatch(/\nEnded before the first step; nothing was written\.\n$/);
    expect(existsSync(path('early'))).toBe(false);
  });

  it('a second one ends at once, though the saving hangs', async () => {
    const out = path('hanging');
    const program = startTraining(trainingArgs(config, out));
    await program.said('step 1/');
    await until(() => weightsStep(out) > 0);
    // A pipe that nobody reads, in the place of the file that is renamed: the next weights wait for good.
    spawnSync('mkfifo', [`${out}/weights.safetensors.part`]);
    program.child.kill('SIGINT');
    await program.said('Once more ends at once');
    program.child.kill('SIGTERM');
    expect(await program.ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });
});

it('SIGKILL leaves every reported line and no process; the run is kept and its lock taken over', async () => {
  const out = path('killed');
  const args = [...trainingArgs(config, out), '--set', 'run.length=200'];
  const program = startTraining(args, { program: SCRIPT });
  await program.said('step 12/');
  await until(() => weightsStep(out) > 0);
  program.child.kill('SIGKILL');
  // It has ended only when no process holds its standard error any more.
  await program.ended;
  const steps = loggedSteps(`${out}/metrics.jsonl`);
  expect(steps).toEqual(upTo(steps.at(-1)!));
  expect(steps.at(-1)).toBeGreaterThanOrEqual(12);
  expect(weightsStep(out)).toBeLessThanOrEqual(steps.at(-1)! + 1);

  await expect(trainHere(args)).rejects.toThrow(/killed" holds an earlier run \(.*\)\./);
  expect(loggedSteps(`${out}/metrics.jsonl`)).toEqual(steps);

  await trainHere([...args, '--overwrite', '--steps', '2']);
  expect(loggedSteps(`${out}/metrics.jsonl`)).toEqual([0, 1, 2]);
  expect(readdirSync(out).sort()).toEqual(RESULTS);
});

it('a run that was killed is resumed, and ends as one that was not, to the bit', async () => {
  const [out, whole] = [path('resumed'), path('whole')];
  const settings = ['--set', 'run.length=24', '--set', 'run.snapshotEvery=8'];
  const args = (folder: string) => [...trainingArgs(config, folder), ...settings, '--checkpoint-every', '4'];
  const program = startTraining(args(out));
  await program.said('step 12/');
  program.child.kill('SIGKILL');
  await program.ended;
  const from = checkpointIn(out).step;
  expect(from).toBeGreaterThan(0);
  expect(from % 4).toBe(0);

  const resumed = await startTraining(['--resume', out]).ended;
  expect(resumed.code, resumed.errors).toBe(0);
  expect(resumed.errors).toContain(`Going on from step ${from}`);
  const undisturbed = await startTraining(args(whole)).ended;
  expect(undisturbed.code, undisturbed.errors).toBe(0);
  expect(readFileSync(`${out}/weights.safetensors`)).toEqual(readFileSync(`${whole}/weights.safetensors`));
  expect({ ...checkpointIn(out), seconds: 0 }).toEqual({ ...checkpointIn(whole), seconds: 0 });
  expect(measured(out)).toEqual(measured(whole));

  await trainHere(['--resume', out]);
  expect(measured(out)).toEqual(measured(whole));
});

it('what cannot be resumed is said', async () => {
  await expect(trainHere(['--resume', path('nothing')])).rejects.toThrow(
    /^There is no run in ".*nothing" that could go on: it has no run file\./,
  );
  expect(existsSync(path('nothing'))).toBe(false);
});

const checkpointIn = (out: string) =>
  readCheckpoint(new Uint8Array(readFileSync(`${out}/checkpoint.safetensors`)));

const TIMES = ['seconds', 'images_per_second', 'gpu_memory'];
/** The metrics that do not depend on time and memory. */
const measured = (out: string) =>
  readFileSync(`${out}/metrics.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const row = JSON.parse(line) as Record<string, number>;
      return Object.entries(row).filter(([name]) => !TIMES.includes(name));
    });

it('two trainings into one folder: the second is refused, the first left alone', async () => {
  const out = path('shared');
  // What can be halted is, until the second has ended; what cannot trains long enough.
  const canHalt = process.platform !== 'win32';
  const steps = canHalt ? 6 : 200;
  const first = startTraining([...trainingArgs(config, out), '--steps', String(steps)]);
  await first.said('step 1/');
  if (canHalt) first.child.kill('SIGSTOP');
  const second = await startTraining([...trainingArgs(config, out), '--overwrite']).ended;
  expect(second.code).toBe(2);
  expect(second.errors).toMatch(
    new RegExp(`^Another training \\(process ${first.child.pid}\\) writes into .*\\n$`),
  );
  if (canHalt) first.child.kill('SIGCONT');
  expect((await first.ended).code).toBe(0);
  expect(loggedSteps(`${out}/metrics.jsonl`)).toEqual(upTo(steps));
});

it('goes on when nobody reads what it says any more', async () => {
  const out = path('unread');
  const program = startTraining([...trainingArgs(config, out), '--steps', '6']);
  await program.said('64 images');
  program.child.stderr!.destroy();
  expect((await program.ended).code).toBe(0);
  expect(loggedSteps(`${out}/metrics.jsonl`)).toEqual(upTo(6));
});
