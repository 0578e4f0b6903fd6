import type { Command } from './commands';
import { readStamps } from './timeDispatches';

/**
 * Milliseconds that `count` runs of the dispatches take, one after the other in one pass: by the GPU's own clock where it
 * has one, else by the host's. Waits for the GPU before and after.
 */
export async function timeReplays(
  device: GPUDevice,
  commands: readonly Command[],
  count: number,
): Promise<number> {
  const { queue } = device;
  const querySet = device.features.has('timestamp-query')
    ? device.createQuerySet({ type: 'timestamp', count: 2 })
    : undefined;
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass(
    querySet && {
      timestampWrites: { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 },
    },
  );
  for (let run = 0; run < count; run++)
    for (const command of commands) {
      if (command.kind === 'copy') continue;
      pass.setPipeline(command.pipeline);
      pass.setBindGroup(0, command.bindGroup);
      pass.dispatchWorkgroups(...command.workgroups);
    }
  pass.end();
  const buffer = encoder.finish();
  await queue.onSubmittedWorkDone();
  const begun = performance.now();
  queue.submit([buffer]);
  await queue.onSubmittedWorkDone();
  const byHost = performance.now() - begun;
  if (querySet === undefined) return byHost;
  const [first, last] = await readStamps(device, querySet, 2);
  querySet.destroy();
  const byGpu = Number(last! - first!) / 1e6;
  // Some drivers leave a stamp out.
  return byGpu > 0 ? byGpu : byHost;
}
