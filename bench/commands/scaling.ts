import { writeFile } from 'node:fs/promises';
import type { Host } from '../hosts/host';
import { spreadOf } from '../measure/spread';
import { figure } from '../report/numbers';
import { scalingPlot } from '../report/scalingPlot';
import { table } from '../../src/formats/markdownTable';
import type { WorkloadOptions } from '../../src/device/measure/workloads';
import type { CommandOutput } from './output';

export interface ScalingOptions {
  readonly workload: WorkloadOptions;
  readonly steps: number;
  /** Path of an SVG to draw. */
  readonly plot?: string | undefined;
}

const BATCHES = [8, 16, 32, 64, 128];
const SIZES = [32, 64, 96, 128];
const CELLS = [16, 36, 64, 144, 256, 784];
/** Eager and recorded step. */
const WARM_STEPS = 2;
/** Of the criterion's series. */
const CRITERION = { batch: 8, channels: 64, matches: 16 } as const;

/** Time per step against batch and image size, and the local criterion's own time against the number of cells. */
export async function scaling(host: Host, { workload, steps, plot }: ScalingOptions): Promise<CommandOutput> {
  const byBatch: (readonly [number, number])[] = [];
  for (const batch of BATCHES) {
    byBatch.push([batch, await timeStep(host, { ...workload, batch }, steps)]);
  }
  const bySize: (readonly [number, number])[] = [];
  for (const size of SIZES) bySize.push([size, await timeStep(host, { ...workload, size }, steps)]);
  const byCells = [];
  const room = await host.open();
  for (const cells of CELLS)
    byCells.push({ cells, ...(await room.run('matching', { cells, ...CRITERION })) });
  await room.close();

  if (plot !== undefined) {
    await writeFile(
      plot,
      scalingPlot([
        {
          title: `${workload.name}, a step against the batch`,
          extent: 'images',
          series: [{ name: 'step', points: byBatch }],
        },
        {
          title: `${workload.name}, a step against the size of views`,
          extent: 'pixels of a view',
          series: [{ name: 'step', points: bySize.map(([size, ms]) => [size ** 2, ms]) }],
        },
        {
          title: 'Local criterion against cells',
          extent: 'cells of a view',
          series: [
            {
              name: 'criterion with gradients',
              points: byCells.map(({ cells, criterion }) => [cells, criterion.milliseconds]),
            },
            {
              name: 'matching',
              points: byCells.map(({ cells, matching }) => [cells, matching.milliseconds]),
            },
          ],
        },
      ]),
    );
  }

  const text = [
    table(
      ['batch', 'ms/step', 'ms/image'],
      byBatch.map(([batch, ms]) => [String(batch), figure(ms), figure(ms / batch)]),
    ),
    table(
      ['size', 'ms/step', 'µs/pixel'],
      bySize.map(([size, ms]) => [String(size), figure(ms), figure((1e3 * ms) / size ** 2)]),
    ),
    `Local criterion alone, batch ${CRITERION.batch}, ${CRITERION.channels} channels, γ ${CRITERION.matches}:`,
    table(
      ['cells', 'matching ms', 'criterion with gradients ms', 'matching µs/cell²'],
      byCells.map(({ cells, matching, criterion }) => [
        String(cells),
        figure(matching.milliseconds),
        figure(criterion.milliseconds),
        figure((1e3 * matching.milliseconds) / cells ** 2),
      ]),
    ),
  ].join('\n\n');
  return { text, data: { workload, steps, byBatch, bySize, byCells } };
}

/** Median of some replayed steps in a room of its own, in milliseconds. */
async function timeStep(host: Host, workload: WorkloadOptions, steps: number): Promise<number> {
  const room = await host.open();
  await room.run('openEngine', { engine: 'ours', workload });
  const times: number[] = [];
  for (let turn = 0; turn < WARM_STEPS + steps; turn++) {
    const { milliseconds } = await room.run('stepEngine', undefined);
    if (turn >= WARM_STEPS) times.push(milliseconds);
  }
  await room.close();
  return spreadOf(times).median;
}
