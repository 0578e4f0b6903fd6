import { expect, it } from 'vitest';
import { programTimes } from './stepProfile';

const dispatch = (program: string, milliseconds: number) => ({
  program,
  workgroups: [1, 1, 1] as const,
  milliseconds,
});

it('sums the dispatches of each program, the longest first', () => {
  expect(programTimes([dispatch('gram', 1), dispatch('adamw', 2), dispatch('gram', 5)])).toEqual([
    { program: 'gram', dispatches: 2, milliseconds: 6, share: 0.75 },
    { program: 'adamw', dispatches: 1, milliseconds: 2, share: 0.25 },
  ]);
});

it('has shares where a clock is too coarse for any of them', () => {
  expect(programTimes([dispatch('gram', 0)])[0]!.share).toBe(0);
});
