import { openerOf } from '../engines/open';
import type { Engine, EngineName, StepTiming } from '../engines/engine';
import { installGpuProbe, readGpuCounts } from '../measure/gpuProbe';
import type { WorkloadOptions } from '../../src/device/measure/workloads';

let engine: Engine | undefined;

/** Opens the engine of this page or process; there is one at a time. */
export async function openEngine(options: { engine: EngineName; workload: WorkloadOptions }): Promise<void> {
  installGpuProbe();
  const open = await openerOf(options.engine);
  engine = await open(options.workload);
}

/** One timed step of the open engine. */
export async function stepEngine(): Promise<StepTiming> {
  if (engine === undefined) throw new Error('No engine is open.');
  readGpuCounts();
  const start = performance.now();
  const pending = engine.step();
  const handedOver = performance.now();
  const loss = await pending;
  const end = performance.now();
  const counts = readGpuCounts();
  const own = engine.ownBytes?.();
  return {
    loss,
    milliseconds: end - start,
    jsMilliseconds: handedOver - start,
    counts: own === undefined ? counts : { ...counts, peakBytes: own },
  };
}
