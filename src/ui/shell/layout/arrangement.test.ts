import { expect, it } from 'vitest';
import { inOrder, readArrangement, USUAL, withMoved } from './arrangement';

const VIEWS = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const ordered = (order: string[]) => inOrder(VIEWS, order).map(({ id }) => id);

it('what the browser has kept is taken only where it is whole', () => {
  const kept = { order: ['b', 'a'], beside: 'c', share: 40 };
  expect(readArrangement(JSON.stringify(kept))).toEqual(kept);
  const hostile = [
    undefined,
    '',
    '{',
    'null',
    '[]',
    JSON.stringify({ ...kept, order: 'b' }),
    JSON.stringify({ ...kept, order: Array(1000).fill('b') }),
    JSON.stringify({ ...kept, order: ['x'.repeat(1000)] }),
    JSON.stringify({ ...kept, share: 99 }),
    JSON.stringify({ ...kept, share: 'NaN' }),
    JSON.stringify({ ...kept, beside: { __proto__: 1 } }),
  ];
  for (const text of hostile) expect(readArrangement(text)).toEqual(USUAL);
});

it('views that the kept order does not name stand behind the one that they follow in the table', () => {
  expect(ordered([])).toEqual(['a', 'b', 'c', 'd']);
  expect(ordered(['d', 'a'])).toEqual(['d', 'a', 'b', 'c']);
  expect(ordered(['c', 'c', 'gone', 'b'])).toEqual(['a', 'c', 'd', 'b']);
});

it('a view takes the place of another, from either side', () => {
  expect(withMoved(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'c', 'a']);
  expect(withMoved(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
  expect(withMoved(['a', 'b'], 'a', 'gone')).toEqual(['a', 'b']);
  expect(withMoved(['a', 'b'], 'gone', 'a')).toEqual(['a', 'b']);
});
