import { expect, it } from 'vitest';
import { MOST_GRADIENT_LOOKS, withGradientLook, type GradientLook } from './gradientLooks';

const report = { parts: [], losses: [], stages: [] };
const looksAt = (steps: readonly number[]) =>
  steps.reduce<readonly GradientLook[]>((all, step) => withGradientLook(all, { step, report }), []);
const stepsOf = (looks: readonly GradientLook[]) => looks.map(({ step }) => step);

it('keeps the looks of a long run few, spread over it, with the first and the last', () => {
  const count = 3 * MOST_GRADIENT_LOOKS;
  const steps = stepsOf(looksAt(Array.from({ length: count }, (_, place) => 5 * place)));
  expect(steps).toHaveLength(MOST_GRADIENT_LOOKS);
  expect([steps[0], steps.at(-1)]).toEqual([0, 5 * (count - 1)]);
  const gaps = steps.slice(1).map((step, place) => step - steps[place]!);
  expect(Math.max(...gaps)).toBeLessThan((4 * 5 * count) / MOST_GRADIENT_LOOKS);
});

it('forgets what the run went back behind, and the last look at the same step', () => {
  expect(stepsOf(looksAt([0, 10, 20, 30, 15]))).toEqual([0, 10, 15]);
  expect(stepsOf(looksAt([0, 10, 10]))).toEqual([0, 10]);
});
