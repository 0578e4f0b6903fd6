import { expect, it } from 'vitest';
import { bench } from './testing/bench';

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
