import { writeFile } from 'node:fs/promises';
import type { Host } from '../hosts/host';
import type { MatchingCost, MatchingOptions } from '../jobs/matching';
import { spreadOf } from '../measure/spread';
import { bytes, figure } from '../report/numbers';
import { scalingPlot, type ScalingPanel } from '../report/scalingPlot';
import { table } from '../../src/formats/markdownTable';
import type { WorkloadOptions } from '../../src/device/measure/workloads';
import type { CommandOutput } from './output';

export interface ScalingOptions {
  readonly workload: WorkloadOptions;
  readonly steps: number;
  /** Only series whose title contains this. */
  readonly only?: string | undefined;
  /** Path of an SVG to draw. */
  readonly plot?: string | undefined;
}

const BATCHES = [8, 16, 32, 64, 128];
const SIZES = [32, 64, 96, 128];
const CELLS = [64, 256, 784];
/** Eager and recorded step. */
const WARM_STEPS = 2;
/** Of the criterion's series. */
const CRITERION = { batch: 8, channels: 64, matches: 16 } as const;
const REPEATS = 3;
/** From so many cells on the criterion is measured once. */
const MANY_CELLS = 2000;

/** What a series came to. */
interface Series {
  readonly text: string;
  readonly panel: ScalingPanel;
  readonly data: object;
}

/** One series: its title in plot and tables, and how it is measured. */
type Measure = readonly [title: string, measure: (title: string) => Promise<Series>];

/** Time per step against batch and image size, and the local criterion's own time against the number of cells. */
export async function scaling(
  host: Host,
  { workload, steps, only = '', plot }: ScalingOptions,
): Promise<CommandOutput> {
  const all: Measure[] = [
    [`${workload.name}, a step against the batch`, (title) => byBatch(host, title, workload, steps)],
    [`${workload.name}, a step against the size of views`, (title) => bySize(host, title, workload, steps)],
    ['Local criterion against cells, on the GPU', (title) => byCells(host, title, 'webgpu')],
  ];
  if (host.engines.includes('ours-wasm'))
    all.push(['Local criterion against cells, on the processor', (title) => byCells(host, title, 'wasm')]);
  const measured: Series[] = [];
  for (const [title, measure] of all) if (title.includes(only)) measured.push(await measure(title));
  if (plot !== undefined) await writeFile(plot, scalingPlot(measured.map(({ panel }) => panel)));
  return {
    text: measured.map(({ panel, text }) => `${panel.title}:\n\n${text}`).join('\n\n'),
    data: { workload, steps, series: measured.map(({ panel, data }) => ({ title: panel.title, data })) },
  };
}

async function byBatch(host: Host, title: string, workload: WorkloadOptions, steps: number): Promise<Series> {
  const points = await timeSteps(host, BATCHES, steps, (batch) => ({ ...workload, batch }));
  return {
    text: table(
      ['batch', 'ms/step', 'ms/image'],
      points.map(([batch, ms]) => [String(batch), figure(ms), figure(ms / batch)]),
    ),
    panel: { title, extent: 'images', series: [{ name: 'step', points }] },
    data: points,
  };
}

async function bySize(host: Host, title: string, workload: WorkloadOptions, steps: number): Promise<Series> {
  const points = await timeSteps(host, SIZES, steps, (size) => ({ ...workload, size }));
  const byPixels = points.map(([size, ms]) => [size ** 2, ms] as const);
  return {
    text: table(
      ['size', 'ms/step', 'µs/pixel'],
      points.map(([size, ms]) => [String(size), figure(ms), figure((1e3 * ms) / size ** 2)]),
    ),
    panel: { title, extent: 'pixels of a view', series: [{ name: 'step', points: byPixels }] },
    data: points,
  };
}

/** The local criterion alone, a room for each number of cells, so that none pays for the memory of those before it. */
async function byCells(host: Host, title: string, on: MatchingOptions['on']): Promise<Series> {
  const costs: (MatchingCost & { readonly cells: number })[] = [];
  for (const cells of CELLS) {
    const room = await host.open();
    const repeats = cells < MANY_CELLS ? REPEATS : 1;
    costs.push({ cells, ...(await room.run('matching', { ...CRITERION, cells, on, repeats })) });
    await room.close();
  }
  const head = ['cells', 'matching ms', 'criterion with gradients ms', 'matching µs/cell²', 'memory'];
  return {
    text: [
      `Batch ${CRITERION.batch}, ${CRITERION.channels} channels, γ ${CRITERION.matches}; memory beside the maps.`,
      '',
      table(
        head,
        costs.map(({ cells, matching, criterion, bytes: memory }) => [
          String(cells),
          figure(matching),
          figure(criterion),
          figure((1e3 * matching) / cells ** 2),
          bytes(memory),
        ]),
      ),
    ].join('\n'),
    panel: {
      title,
      extent: 'cells of a view',
      series: [
        {
          name: 'criterion with gradients',
          points: costs.map(({ cells, criterion }) => [cells, criterion]),
        },
        { name: 'matching', points: costs.map(({ cells, matching }) => [cells, matching]) },
      ],
    },
    data: costs,
  };
}

/** Median of some replayed steps at each extent, a room for each, in milliseconds. */
async function timeSteps(
  host: Host,
  extents: readonly number[],
  steps: number,
  workloadAt: (extent: number) => WorkloadOptions,
): Promise<(readonly [extent: number, milliseconds: number])[]> {
  const points: (readonly [number, number])[] = [];
  for (const extent of extents) {
    const room = await host.open();
    await room.run('openEngine', { engine: 'ours', workload: workloadAt(extent) });
    const times: number[] = [];
    for (let turn = 0; turn < WARM_STEPS + steps; turn++) {
      const { milliseconds } = await room.run('stepEngine', undefined);
      if (turn >= WARM_STEPS) times.push(milliseconds);
    }
    await room.close();
    points.push([extent, spreadOf(times).median]);
  }
  return points;
}
