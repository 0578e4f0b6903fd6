import * as tf from '@tensorflow/tfjs-core';
import type { Computer } from '../../compute/computer';
import type { RunConfig } from '../../config/runConfig';
import { generateScenes } from '../../data/synthetic/generateScenes';
import { DeviceImages } from '../../training/deviceImages';
import { Run } from '../../training/run';
import { workloadConfig } from '../measure/workloads';
import type { CheckItem } from './checkItem';

/** An eager step, the recorded one, and two replays. */
const STEPS = 4;
const BATCH = 4;

/** Steps that are recorded and replayed against steps that run one by one, to the bit; none where nothing is recorded. */
export function replayItems(computer: Computer): CheckItem[] {
  if (computer.record === undefined) return [];
  const config = workloadConfig({ name: 'W0', batch: BATCH });
  config.run.reportEvery = 1;
  return [
    {
      ...{ part: 'replay', name: 'replay', size: `${STEPS} steps of W0, ${BATCH} images each` },
      compare: async () => {
        await tf.setBackend(computer.summary.backend);
        const eager = await train(computer, config, false);
        const replayed = await train(computer, config, true);
        const [different] = Object.keys(eager).filter((name) => !isSame(eager[name]!, replayed[name]!));
        return different === undefined
          ? { error: 0, worst: '', repeats: true }
          : { error: Number.MAX_VALUE, worst: different, repeats: true };
      },
    },
  ];
}

/** Losses and weights after the steps. */
async function train(
  computer: Computer,
  config: RunConfig,
  record: boolean,
): Promise<Record<string, ArrayLike<number | bigint>>> {
  const images = new DeviceImages(await generateScenes(config.data.size, 2 * BATCH, config.data.seed));
  const run = new Run(computer, config, images, { record });
  try {
    await run.compile(() => undefined);
    const losses: number[] = [];
    for (let step = 0; step < STEPS; step++) losses.push((await run.advance().measures)?.total ?? NaN);
    const weights = await run.model.read();
    const values = Object.entries(weights).map(([name, { data }]) => [name, data] as const);
    return { losses, ...Object.fromEntries(values) };
  } finally {
    run.dispose();
    images.dispose();
  }
}

function isSame(one: ArrayLike<number | bigint>, other: ArrayLike<number | bigint>): boolean {
  return one.length === other.length && Array.from(one).every((value, i) => Object.is(value, other[i]));
}
