import { writeFile } from 'node:fs/promises';
import type { Host, Room } from '../hosts/host';
import type { KernelComparison } from '../jobs/kernels';
import type { WorkCost } from '../../src/device/measure/timeWork';
import type { Limit } from '../jobs/limit';
import { figure, percent } from '../report/numbers';
import { rooflinePlot } from '../report/rooflinePlot';
import { table } from '../../src/formats/markdownTable';
import type { CommandOutput } from './output';

export interface KernelsOptions {
  readonly repeats: number;
  /** Only cases whose name contains this. */
  readonly only?: string | undefined;
  /** Where the roofline plot goes, if anywhere. */
  readonly plot?: string | undefined;
}

/** Every fused op at W1's sizes: its kernels, the composition that defines it, and the adapter's limit. */
export async function kernels(
  host: Host,
  { repeats, only = '', plot }: KernelsOptions,
): Promise<CommandOutput> {
  const limit = await inRoom(host, (room) => room.run('limit', undefined));
  const names = await inRoom(host, (room) => room.run('listKernels', undefined));
  const comparisons: KernelComparison[] = [];
  // Each in a room of its own, so that none pays for the memory of those before it.
  for (const name of names.filter((each) => each.includes(only))) {
    comparisons.push(await inRoom(host, (room) => room.run('compareKernel', { name, repeats })));
  }
  if (plot !== undefined) await writeFile(plot, plotOf(limit, comparisons));
  return { text: describe(limit, comparisons), data: { limit, comparisons } };
}

async function inRoom<T>(host: Host, use: (room: Room) => Promise<T>): Promise<T> {
  const room = await host.open();
  try {
    return await use(room);
  } finally {
    await room.close();
  }
}

function describe(limit: Limit, comparisons: readonly KernelComparison[]): string {
  const head = [
    'op',
    'forward ms',
    'composed',
    '×',
    'with gradients ms',
    'composed',
    '×',
    'GFLOP/s',
    'of limit',
  ];
  const rows = comparisons.map((comparison) => {
    const { name, hasKernel, fused, composed, fusedTraining, composedTraining } = comparison;
    const speed = speedOf(comparison);
    return [
      hasKernel ? name : `${name} (no kernel)`,
      ...beside(fused, composed),
      ...beside(fusedTraining, composedTraining),
      speed === 0 ? '–' : figure(speed),
      speed === 0 ? '–' : percent(speed / roofAt(limit, comparison)),
    ];
  });
  return [
    `${limit.adapter}: at best ${figure(limit.gflops)} GFLOP/s of multiply-adds, ${figure(limit.gigabytesPerSecond)} GB/s of copies.`,
    '"Of limit" is against the roof at the op\'s operations per byte.',
    '',
    table(head, rows),
  ].join('\n');
}

/** Time of the kernel, of the composition, and how many times as long that is. */
function beside(fused: WorkCost | undefined, composed: WorkCost | undefined): string[] {
  const time = (cost: WorkCost | undefined): string => (cost === undefined ? '–' : figure(cost.milliseconds));
  const ratio =
    fused === undefined || composed === undefined ? '–' : figure(composed.milliseconds / fused.milliseconds);
  return [time(fused), time(composed), ratio];
}

function speedOf({ flops, fused }: KernelComparison): number {
  return flops / fused.milliseconds / 1e6;
}

/** The speed that the adapter allows at an op's operations per byte, in GFLOP/s. */
function roofAt(limit: Limit, { flops, bytes }: KernelComparison): number {
  return Math.min(limit.gflops, (flops / bytes) * limit.gigabytesPerSecond);
}

function plotOf(limit: Limit, comparisons: readonly KernelComparison[]): string {
  const points = comparisons
    .filter(({ hasKernel, flops, fused }) => hasKernel && flops > 0 && fused.milliseconds > 0)
    .map((comparison) => ({
      name: comparison.name,
      intensity: comparison.flops / comparison.bytes,
      gflops: speedOf(comparison),
    }));
  return rooflinePlot(limit, points);
}
