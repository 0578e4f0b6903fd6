import { expect, it } from 'vitest';
import type { OpCases } from './opCases';
import { CASES } from './index';

it.each(Object.entries<OpCases>(CASES))('%s names sizes that it has', (_, cases) => {
  const { sizes, halves = {}, tiledSizes = [] } = cases;
  expect(Object.keys({ ...sizes, ...halves })).toEqual(expect.arrayContaining([...tiledSizes]));
});
