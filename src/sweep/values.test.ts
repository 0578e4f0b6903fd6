import { describe, expect, it } from 'vitest';
import { findPreset } from '../config/presets';
import { parseSeeds } from './seeds';
import { holdsSeveral, parseValues, splitValues } from './values';

const base = findPreset('playground-convnext')!.config;

function values(path: string, text: string) {
  const parsed = parseValues(base, path, text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.values;
}

function problem(path: string, text: string): string {
  const parsed = parseValues(base, path, text);
  if ('values' in parsed) throw new Error(`${text} was taken as ${JSON.stringify(parsed.values)}`);
  return parsed.problem;
}

describe('parseValues', () => {
  it.each([
    ['0, 0.5,1', [0, 0.5, 1]],
    ['0,75; 0,5', [0.75, 0.5]],
    ['0..1 step 0.25', [0, 0.25, 0.5, 0.75, 1]],
    ['0..0.3 step 0.1', [0, 0.1, 0.2, 0.3]],
    ['0..1 step 0.4', [0, 0.4, 0.8]],
    ['0.9, 0..1 step 0.5, 0.5', [0.9, 0, 0.5, 1]],
    ['1', [1]],
  ])('reads "%s" as numbers', (text, expected) => {
    expect(values('loss.alpha', text)).toEqual(expected);
  });

  it('reads factors, whole numbers without a step, and a threshold that is off', () => {
    expect(values('optim.baseLr', '1e-4..0.1 times 10')).toEqual([0.0001, 0.001, 0.01, 0.1]);
    expect(values('loss.matchesForward', '-1, 4..6')).toEqual([-1, 4, 5, 6]);
    expect(values('loss.embeddingThreshold', 'off, 1.5')).toEqual([null, 1.5]);
  });

  it('reads what is no number by the kind of its field', () => {
    expect(values('loss.embeddingMatchesAll', 'on, FALSE')).toEqual([true, false]);
    expect(values('optim.optimizer', 'AdamW, lars')).toEqual(['adamw', 'lars']);
    expect(values('model.backbone.patch', '2, 4')).toEqual([2, 4]);
    expect(values('model.backbone.depths', '[1, 2], [2,2]')).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(values('model.localExpander', '64-64; 128')).toEqual(['64-64', '128']);
  });

  it.each([
    ['loss.alpha', '', /at least one value/],
    ['loss.alpha', 'much', /"much" is no number/],
    ['loss.alpha', '0.5, 75', /^75: must be at most 1\.$/],
    ['loss.alpha', '1..0 step 0.1', /from the smaller to the larger/],
    ['loss.alpha', '0..1', /write a range as/],
    ['loss.alpha', '0..1 step 0', /a step is above 0/],
    ['loss.alpha', '0..1 times 10', /numbers above 0/],
    ['loss.alpha', '0..1 step 1e-9', /more than 100 values/],
    ['data.count', '1,000', /1,000; 2,000/],
    ['loss.matchesForward', '1.5', /^1\.5: must be a whole number\.$/],
    ['optim.optimizer', 'sgd', /"sgd" is not among adamw, lars/],
    ['model.backbone.patch', '3', /not among 1, 2, 4, 8/],
    ['model.backbone.depths', '[1, x]', /in brackets/],
    ['model.backbone.depths', '[1, 99]', /must be at most 40/],
    ['model.localExpander', '64-0', /widths separated by dashes/],
    ['loss.embeddingMatchesAll', 'maybe', /true or false/],
    ['loss.beta', '1', /no field "loss\.beta"/],
    ['run.seed', '1, 2', /no field "run\.seed"/],
    ['loss.alpha', '\u001b[2K', /^"\\u001b/],
  ])('says what is wrong with %s = "%s"', (path, text, words) => {
    expect(problem(path, text)).toMatch(words);
  });
});

it('tells several values from a single one', () => {
  for (const text of ['0,1', '0;1', '0..1 step 0.5']) expect(holdsSeveral(text)).toBe(true);
  for (const text of ['0', '[1,2]', '"a"', '0,']) expect(holdsSeveral(text)).toBe(false);
  expect(splitValues('[1,2],[3]')).toEqual(['[1,2]', '[3]']);
});

it('reads seeds as a number of them or one by one', () => {
  expect(parseSeeds('3', 7)).toEqual({ seeds: [7, 8, 9] });
  expect(parseSeeds('5, 1, 5', 7)).toEqual({ seeds: [5, 1] });
  for (const text of ['', '0', '1.5', 'many', '1, -2', '1, 2.5', '101'])
    expect(parseSeeds(text, 1)).toHaveProperty('problem');
});
