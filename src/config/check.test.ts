import { describe, expect, it } from 'vitest';
import { checkConfig } from './check';
import { setField } from './describe';
import { totalSteps, warmupSteps } from './length';
import { parseConfig } from './parse';
import { findPreset, PRESETS } from './presets';
import type { RunConfig } from './runConfig';
import { Failure } from '../failure';
import { REFERENCE_ASPECT } from './viewsConfig';

const base = findPreset('playground-convnext')!.config;

function changed(change: (config: RunConfig) => void): RunConfig {
  const config = structuredClone(base);
  change(config);
  return config;
}

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('no Failure was thrown');
}

describe('presets', () => {
  it.each(PRESETS.map((preset) => [preset.name, preset] as const))('%s is valid and can run', (_, preset) => {
    expect(parseConfig(preset.config, 'preset')).toEqual(preset.config);
    expect(checkConfig(preset.config)).toEqual([]);
  });
});

describe('parseConfig', () => {
  it('names every offending field', () => {
    const failure = failureOf(() =>
      parseConfig(
        { ...base, loss: { ...base.loss, alpha: 2 }, run: { ...base.run, batch: 1.5 } },
        'The link',
      ),
    );
    expect(failure.info.code).toBe('config_invalid');
    expect(failure.info.message).toContain('loss.alpha');
    expect(failure.info.message).toContain('run.batch');
  });

  it('refuses unknown fields and other versions', () => {
    expect(failureOf(() => parseConfig({ ...base, extra: 1 }, 'The file')).info.code).toBe('config_invalid');
    expect(failureOf(() => parseConfig({ ...base, version: 99 }, 'The file')).info.code).toBe(
      'config_version',
    );
    expect(failureOf(() => parseConfig(null, 'The file')).info.code).toBe('config_invalid');
  });
});

describe('checkConfig', () => {
  const paths = (config: RunConfig, count?: number) =>
    checkConfig(config, count === undefined ? undefined : { count }).map((problem) => problem.path);

  it('finds a crop that the stride does not divide, and says which sizes would do', () => {
    const config = changed((c) => {
      (c.views.crops[0] as { size: number }).size = 60;
    });
    expect(checkConfig(config)[0]?.path).toBe('views.crops.0.size');
    expect(checkConfig(config)[0]?.message).toContain('56 or 64');
  });

  it('finds a batch larger than the data set', () => {
    expect(paths(base, base.run.batch - 1)).toEqual(['run.batch']);
    expect(paths(base, base.run.batch)).toEqual([]);
  });

  it('finds too many matches, unless the local criterion is off', () => {
    const tooMany = changed((c) => (c.loss.matchesForward = 65));
    expect(paths(tooMany)).toEqual(['loss.matchesForward']);
    expect(paths(changed((c) => Object.assign(c.loss, { matchesForward: 65, alpha: 1 })))).toEqual([]);
    expect(paths(changed((c) => (c.loss.matchesForward = -1)))).toEqual([]);
  });

  it('measures the second γ against the smallest view', () => {
    const multiCrop = changed((c) => {
      c.views.crops.push({ size: 16, count: 2, scaleMin: 0.1, scaleMax: 0.3, ...REFERENCE_ASPECT });
    });
    expect(paths(multiCrop)).toEqual([]);
    multiCrop.loss.matchesBackward = 5;
    expect(paths(multiCrop)).toEqual(['loss.matchesBackward']);
  });

  it('finds a warm-up as long as the run and stages without widths', () => {
    expect(paths(changed((c) => (c.optim.warmup = c.run.length)))).toEqual(['optim.warmup']);
    expect(paths(changed((c) => Object.assign(c.model.backbone, { depths: [1, 1, 1], patch: 2 })))).toContain(
      'model.backbone.widths',
    );
  });
});

describe('length', () => {
  it('counts epochs as the reference does', () => {
    const config = changed((c) => Object.assign(c.run, { unit: 'epochs', length: 3, batch: 32 }));
    config.optim.warmup = 1;
    expect(totalSteps(config, 100)).toBe(9);
    expect(warmupSteps(config, 100)).toBe(3);
    expect(totalSteps(base, 100)).toBe(base.run.length);
  });

  it.each<[string, (config: RunConfig) => void, number | undefined]>([
    ['a crop between two multiples of the stride', (c) => void (c.views.crops[0]!.size = 60), undefined],
    ['a crop below the stride', (c) => void (c.views.crops[0]!.size = 2), undefined],
    ['more matches than cells', (c) => void (c.loss.matchesForward = 10_000), undefined],
    ['no match at all', (c) => void (c.loss.matchesBackward = 0), undefined],
    ['a warm-up longer than the run', (c) => void (c.optim.warmup = c.run.length), undefined],
    ['a batch larger than the data set', (c) => void (c.run.batch = 64), 20],
  ])('offers a value that fits: %s', (_, change, count) => {
    const config = changed(change);
    const data = count === undefined ? undefined : { count };
    const [problem] = checkConfig(config, data);
    expect(problem?.fits).toBeDefined();
    const mended = parseConfig(setField(config, problem!.path, problem!.fits), 'The mended one');
    expect(checkConfig(mended, data).map(({ path }) => path)).not.toContain(problem!.path);
  });
});
