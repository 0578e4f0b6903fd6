import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

interface Measured {
  readonly engine: string;
  readonly losses: readonly number[];
  readonly dispatches: number;
  readonly peakBytes: number;
}

/** What `npm run bench` found out about the smallest workload, in Chromium. */
function bench(...args: string[]): { readonly status: number | null; readonly data: unknown } {
  const command = ['scripts/bench.mjs', ...args, '--workload', 'W0', '--json'];
  const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, data: (JSON.parse(stdout.slice(stdout.indexOf('{'))) as { data: unknown }).data };
}

it('runs the same training in several engines, and ours in few commands', () => {
  const { status, data } = bench('step', '--steps', '1', '--engines', 'ours,playground,wasm');
  expect(status).toBe(0);
  const { results, problems } = data as { results: Measured[]; problems: string[] };
  expect(problems).toEqual([]);
  const [ours, playground, wasm] = results as [Measured, Measured, Measured];
  ours.losses.forEach((loss, step) => expect(loss).toBeCloseTo(wasm.losses[step]!, 3));
  expect(ours.dispatches).toBeGreaterThan(50);
  expect(ours.dispatches).toBeLessThanOrEqual(200);
  expect(playground.dispatches).toBeLessThanOrEqual(200);
  expect(ours.peakBytes).toBeLessThan(6e6);
});

it('renders the same views in every pipeline but the canvas, which has filters of its own', () => {
  const { status, data } = bench('augment', '--images', '2', '--repeats', '1');
  expect(status).toBe(0);
  const { results } = data as { results: { pipeline: string; size: number; cost: { mean: number } }[] };
  expect(new Set(results.map(({ pipeline }) => pipeline)).size).toBe(5);
  for (const { pipeline, size, cost } of results) {
    const first = results.find((row) => row.size === size)!;
    const error = Math.abs(cost.mean - first.cost.mean);
    expect(error, pipeline).toBeLessThan(pipeline === 'canvas-2d' ? 0.3 : 0.01);
  }
});

it('sees that memory does not grow while a training goes on', () => {
  const { status, data } = bench('memory', '--steps', '40');
  expect(status).toBe(0);
  const marks = (data as { marks: { step: number; gpuBytes: number }[] }).marks;
  expect(new Set(marks.map(({ gpuBytes }) => gpuBytes)).size).toBe(1);
});
