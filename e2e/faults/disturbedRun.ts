import { expect, type Browser, type TestInfo } from '@playwright/test';
import type { DeviceChoice } from '../../src/compute/openComputer';
import type { RunConfig } from '../../src/config/runConfig';
import { randomStream, type RandomStream } from '../../src/random/stream';
import { keptRun } from '../support/keptRuns';
import { Playground } from '../support/playground';
import { tinyRun } from '../support/tinyRun';
import { weightsHash } from '../support/weightsHash';
import { newPage, type FaultKind } from './kinds';
import { tallyText, type Fault } from './tally';

/** A fault comes so many steps after the run went on, at the most; so does a pause before it. */
const MOST_STEPS = 20;
/** Steps of the run for each fault: more than a pause and a fault take, though steps go on while both are under way. */
const STEPS_PER_FAULT = 20;

/** Steps and losses, which say that a run is the same; times differ. */
const losses = async (playground: Playground) =>
  (await playground.metrics()).map(({ step, loss }) => [step, loss]);

/** Kinds in random order, each once before any comes again. */
function* drawn(kinds: readonly FaultKind[], stream: RandomStream): Generator<FaultKind> {
  for (;;) {
    const left = [...kinds];
    while (left.length > 0) yield left.splice(stream.below(left.length), 1)[0]!;
  }
}

/** Waits for the end of a run, however long it is. */
async function finished(playground: Playground, length: number): Promise<void> {
  const end = { timeout: 60_000 + 2000 * length, intervals: [500] };
  await expect.poll(() => playground.step(), end).toBe(length);
  await playground.waitFor('Finished');
}

/** Pauses at a step or soon after it, and goes on; the step at which it was. */
async function paused(playground: Playground, step: number): Promise<number> {
  await playground.waitForStep(step);
  await playground.button('Pause').click();
  await playground.waitFor('Paused');
  const at = await playground.step();
  await playground.button('Continue').click();
  return at;
}

async function trainedThrough(browser: Browser, config: RunConfig, device: DeviceChoice) {
  const context = await browser.newContext();
  const playground = new Playground(await newPage(context));
  await playground.open(config, device);
  await playground.button('Train').click();
  await finished(playground, config.run.length);
  const end = { hash: await weightsHash(playground), losses: await losses(playground) };
  await context.close();
  return end;
}

/**
 * Trains a run that faults end again and again, each at a random step, and goes on with it each time as a person would. It
 * must come back no earlier than it was kept, with all numbers up to there, and end as one that nothing has disturbed.
 */
export async function disturbedRun(
  browser: Browser,
  info: TestInfo,
  how: {
    readonly count: number;
    readonly seed: number;
    readonly kinds: readonly FaultKind[];
    readonly device?: DeviceChoice;
  },
): Promise<void> {
  const { count, seed, kinds, device = 'auto' } = how;
  console.log(`${count} faults; FAULTS_SEED=${seed} strikes the same way again`);
  const length = STEPS_PER_FAULT * (count + 1);
  const config = tinyRun(({ run }) => Object.assign(run, { length, snapshotEvery: 50 }));
  info.setTimeout(120_000 + 60_000 * count);
  const undisturbed = await trainedThrough(browser, config, device);

  const stream = randomStream(seed, 'order');
  const context = await browser.newContext();
  let page = await newPage(context);
  let playground = new Playground(page);
  await playground.open(config, device);
  await playground.button('Train').click();
  const faults: Fault[] = [];
  let back = 0;
  for (const kind of drawn(kinds, stream)) {
    // The first checkpoint makes the run one that can come back.
    if (back === 0) await expect.poll(() => keptRun(page), { timeout: 120_000 }).toBeDefined();
    let from = back;
    if (stream.below(2) === 0) from = await paused(playground, from + 1 + stream.below(MOST_STEPS));
    await playground.waitForStep(from + 1 + stream.below(MOST_STEPS));
    const kept = (await keptRun(page))!.checkpointStep;
    const at = await playground.step();
    expect(at, 'the run is to be under way').toBeLessThan(length);
    page = await kind.strike(page);
    playground = new Playground(page);
    await playground.waitForStep(kept);
    await playground.waitFor('Paused');
    back = await playground.step();
    console.log(`${faults.length + 1}: ${kind.name} at step ${at}; kept ${kept}, back at ${back}`);
    faults.push({ kind: kind.name, at, back });
    expect(await losses(playground)).toEqual(undisturbed.losses.slice(0, back));
    await playground.button('Continue').click();
    if (faults.length === count) break;
  }
  await finished(playground, length);
  console.log(tallyText(faults));
  expect(await losses(playground)).toEqual(undisturbed.losses);
  expect(await weightsHash(playground)).toBe(undisturbed.hash);
  await context.close();
}

/** `FAULTS_SEED`; else another one each time. */
export const faultsSeed = (): number => Number(process.env.FAULTS_SEED ?? Date.now() % 2 ** 31);
