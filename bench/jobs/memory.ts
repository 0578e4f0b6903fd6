import * as tf from '@tensorflow/tfjs-core';
import { installGpuProbe, readGpuCounts } from '../measure/gpuProbe';
import { openPlayground } from '../engines/playground';
import type { WorkloadOptions } from '../../src/device/measure/workloads';

export interface MemoryOptions {
  readonly workload: WorkloadOptions;
  /** Steps after which to look, ascending. */
  readonly marks: readonly number[];
}

/** What a training holds after some steps. */
export interface MemoryMark {
  readonly step: number;
  /** Bytes of all GPU buffers that exist. */
  readonly gpuBytes: number;
  /** Their most so far. */
  readonly peakBytes: number;
  readonly tensors: number;
}

/** Trains like the page, weights set aside for a failed step included, and looks at the memory on the way. */
export async function memory({ workload, marks }: MemoryOptions): Promise<MemoryMark[]> {
  installGpuProbe();
  const engine = await openPlayground(workload);
  const seen: MemoryMark[] = [];
  const last = marks.at(-1) ?? 0;
  for (let step = 1; step <= last; step++) {
    await engine.step();
    engine.run.confirm(step);
    if (!marks.includes(step)) continue;
    const { liveBytes, peakBytes } = readGpuCounts();
    seen.push({ step, gpuBytes: liveBytes, peakBytes, tensors: tf.memory().numTensors });
  }
  return seen;
}
