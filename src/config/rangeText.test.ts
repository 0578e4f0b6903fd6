import { expect, it } from 'vitest';
import { describeConfig } from './describe';
import { findPreset } from './presets';
import { rangeText } from './rangeText';

const fields = describeConfig(findPreset('playground')!.config);
const rangeOf = (wanted: string) => rangeText(fields.find(({ path }) => path === wanted)!.shape);

it('says which values a field takes', () => {
  expect(rangeOf('loss.alpha')).toBe('0 to 1');
  expect(rangeOf('run.batch')).toBe('whole, 2 to 4,096');
  expect(rangeOf('run.length')).toBe('more than 0, at most 10,000,000');
  expect(rangeOf('loss.locationThreshold')).toMatch(/, or off$/);
  expect(rangeOf('optim.optimizer')).toBe('AdamW, LARS');
  expect(rangeOf('model.globalExpander')).toBeUndefined();
  expect(rangeOf('run.seed')).toMatch(/^whole/);
});
