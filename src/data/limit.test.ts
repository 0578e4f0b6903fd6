import { expect, it } from 'vitest';
import { takenPlaces } from './limit';

it('takes all, or as many as are wanted evenly spread, the first of all among them', () => {
  expect([...takenPlaces(3)]).toEqual([0, 1, 2]);
  expect([...takenPlaces(3, 0)]).toEqual([0, 1, 2]);
  expect([...takenPlaces(3, 9)]).toEqual([0, 1, 2]);
  expect([...takenPlaces(10, 4)]).toEqual([0, 2, 5, 7]);
  expect([...takenPlaces(0, 4)]).toEqual([]);
  const many = takenPlaces(1_281_167, 100_000);
  expect(new Set(many).size).toBe(100_000);
  expect(many.at(-1)).toBeGreaterThan(1_281_167 - 14);
});
