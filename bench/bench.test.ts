import { expect, it } from 'vitest';
import { bench } from './testing/bench';

interface Measured {
  readonly engine: string;
  readonly losses: readonly number[];
  readonly dispatches: number;
  readonly peakBytes: number;
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

it('sees that memory does not grow while a training goes on', () => {
  const { status, data } = bench('memory', '--steps', '40');
  expect(status).toBe(0);
  const marks = (data as { marks: { step: number; gpuBytes: number }[] }).marks;
  expect(new Set(marks.map(({ gpuBytes }) => gpuBytes)).size).toBe(1);
});
