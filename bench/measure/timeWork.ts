import * as tf from '@tensorflow/tfjs-core';
import { currentBackend, flush } from '../../src/gpu/backendView';
import { timeDispatches } from '../../src/gpu/recording/timeDispatches';

/** What some work costs the GPU. */
export interface WorkCost {
  /** Least time of all repeats: sum over the dispatches by the GPU's clock, else from submit to done. */
  readonly milliseconds: number;
  readonly dispatches: number;
}

/** Runs `work` once to compile and then `repeats` times on tfjs's current WebGPU backend; its tensors are freed. */
export async function timeWork(work: () => void, repeats: number): Promise<WorkCost> {
  const backend = currentBackend();
  const { device } = backend;
  const run = (): void => {
    tf.tidy(work);
    flush(backend);
  };
  const idle = async (): Promise<void> => {
    flush(backend);
    await device.queue.onSubmittedWorkDone();
  };
  run();
  await idle();
  const hasClock = device.features.has('timestamp-query');
  let cost: WorkCost = { milliseconds: Infinity, dispatches: 0 };
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    const timed = hasClock ? await timeDispatches(device, run) : await idle().then(() => (run(), []));
    await idle();
    const milliseconds = hasClock
      ? timed.reduce((sum, dispatch) => sum + dispatch.milliseconds, 0)
      : performance.now() - start;
    if (milliseconds < cost.milliseconds) cost = { milliseconds, dispatches: timed.length };
  }
  return cost;
}

/** The same on tfjs's current backend where that is the processor, which is done when `work` is. */
export async function timeWorkOnProcessor(work: () => void, repeats: number): Promise<WorkCost> {
  tf.tidy(work);
  let milliseconds = Infinity;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    tf.tidy(work);
    milliseconds = Math.min(milliseconds, performance.now() - start);
  }
  return { milliseconds, dispatches: 0 };
}
