import { describe, expect, it } from 'vitest';
import { PRESETS } from '../presets';
import { configFromCommand } from './command';
import { equivalentCommand } from './equivalent';

const preset = (name: string) => PRESETS.find((known) => known.name === name)!.config;
const IMAGES = 1_281_167;

describe('equivalentCommand', () => {
  it.each(['resnet50-100', 'resnet50-300', 'convnext-s-100', 'convnext-b-400'])(
    'gives a command that is read as %s, to the last field',
    (name) => {
      const { command, without } = equivalentCommand(preset(name), IMAGES);
      expect(without).toEqual([]);
      expect(configFromCommand(command!)).toEqual(preset(name));
    },
  );

  it('has no command for a backbone without a name there', () => {
    const { command, without } = equivalentCommand(preset('resnet-100-browser'), IMAGES);
    expect(command).toBeUndefined();
    expect(without[0]).toContain('resnet50');
  });

  it('lists what has no option', () => {
    const config = structuredClone(preset('convnext-s-100'));
    config.loss.locationThreshold = 12;
    config.views.flip = 0.25;
    config.run.seed = 7;
    config.optim.precision = 'mixed';
    const { command, without } = equivalentCommand(config, IMAGES);
    expect(command).toMatch(/--fp16$/);
    expect(without).toHaveLength(3);
    expect(without).toContainEqual(expect.stringContaining('views.flip) is 0.25 here and 0.5 there'));
    expect(without).toContainEqual(expect.stringContaining('loss.locationThreshold'));
    expect(without).toContainEqual(expect.stringContaining('run.seed'));
  });

  it('counts steps in epochs, and says where they do not come out even', () => {
    const config = structuredClone(preset('convnext-s-100'));
    Object.assign(config.run, { unit: 'steps', length: 1000, batch: 100 });
    config.optim.warmup = 100;
    const { command, without } = equivalentCommand(config, 10_000);
    expect(command).toContain('--epochs 10 --warmup-epochs 1 ');
    expect(without).toEqual([]);
    config.run.length = 1040;
    expect(equivalentCommand(config, 10_000).without[0]).toContain('1,040 steps');
  });
});
