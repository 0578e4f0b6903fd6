import { expect, it } from 'vitest';
import { axisEnd } from './scale';

it('an axis ends at a round number that holds everything', () => {
  const ends = [0.43, 0.128, 0.1, 0.0887, 9.59, 1, 0, NaN].map(axisEnd);
  expect(ends).toEqual([0.5, 0.15, 0.1, 0.1, 10, 1, 1, 1]);
});
