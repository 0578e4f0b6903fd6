import { expect, it } from 'vitest';
import { costText } from './DebugLine';

it('says what a step costs, and nothing before the first', () => {
  expect(costText({ stepsPerSecond: null, stepCost: null })).toBe('');
  expect(costText({ stepsPerSecond: 80, stepCost: { hostMilliseconds: 1.23, dispatches: 214 } })).toBe(
    '12.5 ms a step · 1.2 ms JavaScript · 214 dispatches',
  );
  expect(costText({ stepsPerSecond: 2, stepCost: { hostMilliseconds: 480 } })).toBe(
    '500.0 ms a step · 480.0 ms JavaScript · not recorded',
  );
});
