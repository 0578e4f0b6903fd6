import { describe, expect, it } from 'vitest';
import { WeightHistory, MOST_MOMENTS } from './weightHistory';

const spec = (count: number) => [
  { name: 'w', shape: [count], init: { kind: 'zeros' as const }, trainable: true },
];
const weights = (value: number) => ({
  w: { dtype: 'F32' as const, shape: [1], data: Float32Array.of(value) },
});

describe('WeightHistory', () => {
  it('gives the weights of a step back', () => {
    const history = new WeightHistory(spec(1));
    history.add(0, weights(0.5));
    history.add(10, weights(1.5));
    expect(history.steps).toEqual([0, 10]);
    expect(history.at(0)).toEqual(weights(0.5));
    expect(history.at(5)).toBeUndefined();
  });

  it('drops what a run went back behind', () => {
    const history = new WeightHistory(spec(1));
    for (const step of [0, 10, 20]) history.add(step, weights(step));
    history.add(10, weights(-1));
    expect(history.steps).toEqual([0, 10]);
    expect(history.at(10)).toEqual(weights(-1));
  });

  it('spreads the moments over the run, with its ends', () => {
    const history = new WeightHistory(spec(1));
    for (let step = 0; step <= 1000; step += 10) history.add(step, weights(step));
    const { steps } = history;
    expect(steps).toHaveLength(MOST_MOMENTS);
    expect([steps[0], steps.at(-1)]).toEqual([0, 1000]);
    const gaps = steps.slice(1).map((step, place) => step - steps[place]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(100);
  });

  it('keeps none of a model of which no two fit', () => {
    const history = new WeightHistory(spec(2 ** 23 + 1));
    history.add(0, weights(0));
    expect(history.isKept).toBe(false);
    expect(history.steps).toEqual([]);
  });
});
