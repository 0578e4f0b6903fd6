import { describe, expect, it } from 'vitest';
import type { Failure } from '../failure';
import { parseConfig } from './parse';
import { findPreset } from './presets';
import { setField } from './describe';

const good = findPreset('playground-convnext')!.config;

function refusal(value: unknown): string {
  try {
    parseConfig(value, 'run.json');
  } catch (error) {
    return (error as Failure).info.message;
  }
  throw new Error('It was taken.');
}

describe('a configuration that cannot be used', () => {
  it.each([
    ['nothing', undefined, 'the configuration must be a group of fields'],
    ['text', 'hello', 'the configuration must be a group of fields'],
    ['a list', [], 'the configuration must be a group of fields'],
    ['a section left out', { ...good, loss: undefined }, 'loss is missing'],
    ['text for a number', setField(good, 'loss.alpha', '0.5'), 'loss.alpha must be a number'],
    ['a number beyond', setField(good, 'loss.alpha', 2), 'loss.alpha must be at most 1'],
    ['half an image', setField(good, 'run.batch', 2.5), 'run.batch must be a whole number'],
    [
      'an unknown choice',
      setField(good, 'optim.optimizer', 'sgd'),
      'optim.optimizer must be "adamw" or "lars"',
    ],
    [
      'an unknown number',
      setField(good, 'model.backbone.patch', 3),
      'model.backbone.patch must be 1, 2, 4 or 8',
    ],
    ['no crops', { ...good, views: { ...good.views, crops: [] } }, 'views.crops must have at least 1 member'],
    ['an unknown field', { ...good, extra: 1 }, 'fields that this playground does not know: "extra"'],
    [
      'an unknown family',
      setField(good, 'model.backbone.family', 'vit'),
      'model.backbone.family must be "convnext" or "resnet"',
    ],
  ])('is refused in words: %s', (_, value, words) => {
    expect(refusal(value)).toContain(words);
  });

  it('shows no control character of a field name, and few of its characters', () => {
    const message = refusal({ ...good, ['\u001b[2K' + 'x'.repeat(1000)]: 1 });
    expect(message).not.toContain('\u001b');
    expect(message.length).toBeLessThan(400);
  });

  it('names five fields and counts the rest', () => {
    expect(refusal({})).toMatch(/version is missing;.*; and \d+ more\.$/);
  });
});
