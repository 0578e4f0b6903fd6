import { describe, expect, it } from 'vitest';
import { describeConfig, getField } from '../../config/describe';
import { DEFAULT_PRESET, findPreset } from '../../config/presets';
import { fromSlider, sliderRange, toSlider } from './sliderRange';
import { parseIntegerList, valueText } from '../../config/valueText';

const config = findPreset(DEFAULT_PRESET)!.config;
const field = (path: string) => describeConfig(config).find((found) => found.path === path)!;
const rangeOf = (path: string) => sliderRange(field(path), getField(config, path) as number);

describe('sliderRange', () => {
  it('shows shares and probabilities whole', () => {
    expect(rangeOf('loss.alpha')).toMatchObject({ min: 0, max: 1, step: 0.01 });
  });

  it('reaches a few times the preset where the schema allows far more', () => {
    expect(rangeOf('loss.lambda')).toMatchObject({ min: 0, max: 100, step: 0.5 });
  });

  it('is left out where it would not help', () => {
    expect(rangeOf('run.seed')).toBeNull();
    expect(sliderRange(field('model.classifier'), null)).toBeNull();
  });

  it('is logarithmic where useful values span decades', () => {
    const range = rangeOf('optim.baseLr')!;
    expect(range.logarithmic).toBe(true);
    expect(fromSlider(toSlider(0.01, range), range)).toBe(0.01);
    expect(toSlider(0, range)).toBe(range.min);
  });

  it('gives round numbers', () => {
    const range = rangeOf('loss.alpha')!;
    expect(fromSlider(0.1 + 0.2, range)).toBe(0.3);
  });

  const slided = describeConfig(config).flatMap(({ path }) => {
    const value = getField(config, path);
    const range = typeof value === 'number' ? sliderRange(field(path), value) : null;
    return range === null ? [] : [{ path, value: value as number, range }];
  });
  it.each(slided)('keeps the preset of $path within reach', ({ value, range }) => {
    // A logarithm has no place for 0, which is the slider's end.
    const place = range.logarithmic ? Math.max(Math.log10(value), range.min) : value;
    expect(toSlider(value, range)).toBeCloseTo(place);
  });
});

describe('values as text', () => {
  it('reads lists of whole numbers, and leaves other text as it is', () => {
    expect(parseIntegerList('1, 2 3')).toEqual([1, 2, 3]);
    expect(parseIntegerList('1, x')).toBe('1, x');
    expect(parseIntegerList('')).toBe('');
  });

  it('names a choice by its label', () => {
    expect(valueText('cifar10', field('data.source').shape)).toBe('CIFAR');
    expect(valueText('cifar10')).toBe('cifar10');
  });

  it('names what is off', () => {
    expect([null, false, true, [1, 2], undefined].map((value) => valueText(value))).toEqual([
      'off',
      'off',
      'on',
      '1, 2',
      'absent',
    ]);
  });
});
