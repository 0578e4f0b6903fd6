import { expect, it } from 'vitest';
import { findRecorded } from '../../experiments/recorded';
import { NO_LESSON } from './lesson';
import { recordedWish } from './recordedAddress';

const wish = (search: string, hash = '', lesson = NO_LESSON, view?: string) =>
  recordedWish({ search, hash }, lesson, view);

it('plays on a first visit, unless the address brings something else to look at', () => {
  expect(wish('')).toBe('firstVisit');
  expect(wish('?device=processor', '#')).toBe('firstVisit');
  expect(wish('?view=training', '', NO_LESSON, 'training')).toBe('firstVisit');
  expect(wish('?recorded=off')).toBe('off');
  expect(wish('', '#4.abc')).toBe('off');
  expect(wish('?data=sets/birds.zip')).toBe('off');
  expect(wish('?view=data', '', NO_LESSON, 'data')).toBe('off');
  expect(wish('?embed=training', '', { ...NO_LESSON, embed: 'training' })).toBe('off');
  expect(wish('?hide=training', '', { ...NO_LESSON, hide: ['training'] })).toBe('off');
});

it('plays the run that the address names, beside settings too', () => {
  expect(wish('?recorded=no-variance', '#4.abc')).toBe(findRecorded('no-variance'));
  expect(wish('?recorded=nothing')).toBe('off');
});
