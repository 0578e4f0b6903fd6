import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { predictStep } from '../device/predict/predictStep';
import { openSharedDevice } from '../gpu/testing/sharedDevice';
import { STEP_PHASES } from '../reports/stepPhases';
import { DeviceImages } from './deviceImages';
import { Run } from './run';
import { tinyConfig, tinyImages } from './testing/tinyRun';

let device: Computer;
let images: DeviceImages;
beforeAll(async () => {
  device = await openSharedDevice();
  images = new DeviceImages(tinyImages());
});
afterAll(() => {
  images.dispose();
  device.close();
});

async function compiled(precision: 'float32' | 'mixed', computer = device): Promise<Run> {
  const run = new Run(
    computer,
    tinyConfig(({ optim }) => void (optim.precision = precision)),
    images,
  );
  await run.compile(() => undefined);
  return run;
}

async function losses(run: Run, steps: number): Promise<(number | undefined)[]> {
  const seen: (number | undefined)[] = [];
  for (let step = 0; step < steps; step++) seen.push((await run.advance().measures)!.total);
  return seen;
}

it('has a time for every dispatch of the recorded step', async () => {
  const run = await compiled('float32');
  expect(await run.profileStep()).toEqual({ untimed: 'not recorded' });
  await losses(run, 2);
  const profile = await run.profileStep();
  const programs = 'programs' in profile ? profile.programs : [];

  const commands = run.describeStep().filter(({ program }) => program !== 'copy');
  const counts = new Map<string, number>();
  for (const { program } of commands) counts.set(program, (counts.get(program) ?? 0) + 1);
  expect(new Map(programs.map(({ program, dispatches }) => [program, dispatches]))).toEqual(counts);
  const { cost } = run.advance();
  expect(programs.reduce((sum, { dispatches }) => sum + dispatches, 0)).toBe(cost.dispatches);

  const times = programs.map(({ milliseconds }) => milliseconds);
  expect(times.every((time) => Number.isFinite(time) && time >= 0)).toBe(true);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(Math.max(...times)).toBeGreaterThan(0);

  // No adapter of a test computes, or moves, this much a second, nor is any this slow.
  const fast = { secondsPerDispatch: 1e-9, secondsPerSubmit: 1e-9, secondsPerReadback: 1e-9 };
  const slow = { secondsPerDispatch: 0.1, secondsPerSubmit: 0.1, secondsPerReadback: 0.1 };
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1e3;
  const predicted = (rate: number, overhead: typeof fast) =>
    predictStep(commands, { operationsPerSecond: rate, bytesPerSecond: rate, ...overhead });
  expect(predicted(1e14, fast).seconds).toBeLessThan(seconds);
  expect(predicted(1e6, slow).seconds).toBeGreaterThan(seconds);
  expect(predicted(1e6, slow).usefulShare).toBeGreaterThan(0.1);
  expect(commands.every(({ bytes, scratchBytes }) => bytes > 0 && bytes >= scratchBytes)).toBe(true);

  const phases = 'phases' in profile ? profile.phases : [];
  expect(phases.every(({ dispatches }) => dispatches > 0)).toBe(true);
  expect(phases.map(({ phase }) => phase)).toEqual(Object.keys(STEP_PHASES));
  expect(phases.reduce((sum, { dispatches }) => sum + dispatches, 0)).toBe(cost.dispatches);
  run.dispose();
});

it.each(['float32', 'mixed'] as const)('leaves a run in %s to the bit as it was', async (precision) => {
  const profiled = await compiled(precision);
  const undisturbed = await compiled(precision);
  const before = await losses(profiled, 3);
  await profiled.profileStep();
  const after = await losses(profiled, 3);
  expect([...before, ...after]).toEqual(await losses(undisturbed, 6));
  expect(await profiled.state()).toEqual(await undisturbed.state());
  profiled.dispose();
  undisturbed.dispose();
});

it('says so where the adapter tells no times', async () => {
  const features = device.summary.features.filter((feature) => feature !== 'timestamp-query');
  const run = await compiled('float32', { ...device, summary: { ...device.summary, features } });
  await losses(run, 2);
  expect(await run.profileStep()).toEqual({ untimed: 'no timestamps' });
  run.dispose();
});
