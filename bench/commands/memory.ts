import type { Host } from '../hosts/host';
import { bytes } from '../report/numbers';
import { table } from '../../src/formats/markdownTable';
import type { WorkloadOptions } from '../../src/device/measure/workloads';
import type { CommandOutput } from './output';

export interface MemoryCommandOptions {
  readonly workload: WorkloadOptions;
  readonly steps: number;
}

const MARKS = [10, 100, 1000, 2000] as const;

/** Trains for a while and fails when the memory grows after the first mark. */
export async function memory(host: Host, { workload, steps }: MemoryCommandOptions): Promise<CommandOutput> {
  const marks = [...new Set([...MARKS.filter((mark) => mark < steps), steps])];
  const room = await host.open();
  const seen = await room.run('memory', { workload, marks });
  await room.close();
  const first = seen[0]!;
  const grown = seen.find(({ gpuBytes, tensors }) => gpuBytes > first.gpuBytes || tensors > first.tensors);
  const rows = seen.map(({ step, gpuBytes, peakBytes, tensors }) => [
    String(step),
    gpuBytes.toLocaleString('en'),
    bytes(peakBytes),
    String(tensors),
  ]);
  return {
    text: table(['step', 'GPU bytes', 'peak', 'tensors'], rows),
    data: { workload, marks: seen },
    ...(grown === undefined
      ? {}
      : {
          failure: `Between steps ${first.step} and ${grown.step} the memory grew by ${grown.gpuBytes - first.gpuBytes} bytes and ${grown.tensors - first.tensors} tensors.`,
        }),
  };
}
