import { expect, it } from 'vitest';
import { readShown, withShown } from './viewAddress';

const KNOWN = ['training', 'data', 'sweep'];

it('reads what it has written, and leaves the rest of the query as it is', () => {
  const query = withShown('?device=gpu&view=sweep', { view: 'data', beside: 'training' });
  expect(readShown(query, KNOWN)).toEqual({ view: 'data', beside: 'training' });
  expect(new URLSearchParams(query).get('device')).toBe('gpu');
  expect(withShown(query, { view: 'data', beside: null })).toBe('?device=gpu&view=data');
});

it('ignores views that there are not', () => {
  expect(readShown('', KNOWN)).toBeUndefined();
  expect(readShown('?view=gone&beside=data', KNOWN)).toBeUndefined();
  expect(readShown('?view=data&beside=gone', KNOWN)).toEqual({ view: 'data', beside: null });
  expect(readShown('?view=data&beside=data', KNOWN)).toEqual({ view: 'data', beside: null });
  expect(readShown('?view=__proto__', KNOWN)).toBeUndefined();
});
