import { expect, it } from 'vitest';
import { stepsTogether } from './stepsTogether';

const never = () => false;

it.each([
  ['one where nothing is known yet', 0, 1],
  ['one where a step takes long', 20, 1],
  ['a few where it takes 10 ms', 100, 3],
  ['many where it takes 1 ms', 1000, 30],
])('sends %s', (_, stepsPerSecond, steps) => {
  expect(stepsTogether(stepsPerSecond, never)).toBe(steps);
});

it('ends a piece where something is looked at', () => {
  expect(stepsTogether(1000, (steps) => steps % 7 === 0)).toBe(7);
  expect(stepsTogether(1000, () => true)).toBe(1);
});
