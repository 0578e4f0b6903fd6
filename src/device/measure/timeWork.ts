import * as tf from '@tensorflow/tfjs-core';
import { currentBackend, flush } from '../../gpu/backendView';
import { timeDispatches } from '../../gpu/recording/timeDispatches';

/** What some work costs the device. */
export interface WorkCost {
  /** Least time of all repeats: sum over the dispatches by the GPU's clock, else by the wall's. */
  readonly milliseconds: number;
  /** Dispatches of a run; 0 where they are not counted. */
  readonly dispatches: number;
}

/** A repeat on the GPU takes so long at least, by doing the work several times: browsers round its clock to 0.1 ms. */
const ENOUGH_MS = 2;
const MOST_RUNS = 64;
/** Of which `timeDispatches` knows the times. */
const MOST_DISPATCHES = 2048;

/** Runs `work` once to compile and then `repeats` times on tfjs's current backend; its tensors are freed. */
export async function timeWork(work: () => void, repeats: number): Promise<WorkCost> {
  return tf.getBackend() === 'webgpu' ? timeOnGpu(work, repeats) : timeOnProcessor(work, repeats);
}

async function timeOnProcessor(work: () => void, repeats: number): Promise<WorkCost> {
  tf.tidy(work);
  let milliseconds = Infinity;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    tf.tidy(work);
    milliseconds = Math.min(milliseconds, performance.now() - start);
  }
  return { milliseconds, dispatches: 0 };
}

async function timeOnGpu(work: () => void, repeats: number): Promise<WorkCost> {
  const backend = currentBackend();
  const { device } = backend;
  const hasClock = device.features.has('timestamp-query');
  const run = (runs: number): void => {
    for (let i = 0; i < runs; i++) tf.tidy(work);
    flush(backend);
  };
  const idle = async (): Promise<void> => {
    flush(backend);
    await device.queue.onSubmittedWorkDone();
  };
  const once = async (runs: number): Promise<WorkCost> => {
    await idle();
    const start = performance.now();
    const timed = hasClock ? await timeDispatches(device, () => run(runs)) : (run(runs), []);
    await idle();
    const milliseconds = hasClock
      ? timed.reduce((sum, dispatch) => sum + dispatch.milliseconds, 0)
      : performance.now() - start;
    return { milliseconds: milliseconds / runs, dispatches: Math.round(timed.length / runs) };
  };
  run(1);
  await idle();
  const first = await once(1);
  const wanted = Math.ceil(ENOUGH_MS / Math.max(first.milliseconds, 1e-3));
  const most = Math.floor(MOST_DISPATCHES / Math.max(first.dispatches, 1));
  const runs = Math.max(1, Math.min(wanted, most, MOST_RUNS));
  let cost = runs === 1 ? first : await once(runs);
  for (let repeat = 1; repeat < repeats; repeat++) {
    const again = await once(runs);
    if (again.milliseconds < cost.milliseconds) cost = again;
  }
  return cost;
}
