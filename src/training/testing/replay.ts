import { expect } from 'vitest';
import type { Computer } from '../../compute/computer';
import type { RunConfig } from '../../config/runConfig';
import { DeviceImages } from '../deviceImages';
import { Run, type RunOptions } from '../run';
import type { StepMeasures } from '../stepReport';
import { tinyImages } from './tinyRun';

/**
 * Losses of some steps, and the model after them.
 * @param most steps that may go to the device in one piece
 */
export async function trainSteps(
  config: RunConfig,
  steps: number,
  options: RunOptions,
  computer: Computer,
  most = 1,
) {
  const images = new DeviceImages(tinyImages());
  const run = new Run(computer, config, images, options);
  await run.compile(() => undefined);
  const losses: number[] = [];
  let last: StepMeasures = {};
  const pieces: number[] = [];
  while (run.step < steps) {
    const piece = run.advanceBy(Math.min(most, steps - run.step));
    pieces.push(piece.length);
    for (const { measures } of piece) {
      last = (await measures)!;
      losses.push(last.total!);
    }
  }
  const weights = await run.model.read();
  const recordedBytes = run.recordedBytes;
  run.dispose();
  images.dispose();
  return { losses, pieces, weights, recordedBytes, last };
}

/** That steps which are recorded and replayed give what eager ones give, to the bit. */
export async function expectReplayEqualsEager(
  config: RunConfig,
  steps: number,
  computer: Computer,
): Promise<void> {
  const eager = await trainSteps(config, steps, { record: false }, computer);
  const replayed = await trainSteps(config, steps, { record: true }, computer);
  expect(eager.recordedBytes).toBe(0);
  expect(replayed.recordedBytes).toBeGreaterThan(0);
  expect(replayed.losses).toEqual(eager.losses);
  expect(replayed.weights).toEqual(eager.weights);
  expect(new Set(eager.losses).size).toBe(steps);
}
