import { expect, it } from 'vitest';
import { findPreset } from '../../../config/presets';
import { sweepFields } from '../../../sweep/fields';
import { fieldChoices } from './fieldChoices';

const choices = fieldChoices(sweepFields(findPreset('playground')!.config));

it('offers α first, under the heading of its panel', () => {
  expect(choices[0]).toMatchObject({ group: 'Loss and matching' });
  expect(choices[0]!.items[0]).toEqual({ value: 'loss.alpha', label: 'Global weight α' });
});

it('gives no two fields the same name under one heading', () => {
  for (const { items } of choices) {
    const names = items.map(({ label }) => label);
    expect(new Set(names).size).toBe(names.length);
  }
});

it('leaves out what changes nothing of what is learned', () => {
  const paths = choices.flatMap(({ items }) => items.map(({ value }) => value));
  expect(paths).not.toContain('run.reportEvery');
  expect(paths).toContain('run.length');
});
