import { describe, expect, it } from 'vitest';
import { changedFields, describeConfig, getField, sameValue, setField } from './describe';
import { findPreset } from './presets';
import type { RunConfig } from './runConfig';
import { REFERENCE_ASPECT } from './viewsConfig';

const base = findPreset('playground-convnext')!.config;
const at = (path: string, config = base) => describeConfig(config).find((field) => field.path === path);

/** Paths of every leaf of a value; lists of numbers count as one leaf. */
function leaves(value: unknown, path: string): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return [path];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`));
}

describe('describeConfig', () => {
  it('describes every leaf but the version and the family of the backbone', () => {
    const described = describeConfig(base).map((field) => field.path);
    const silent = ['version', 'model.backbone.family'];
    expect(described.toSorted()).toEqual(
      leaves(base, '')
        .filter((path) => !silent.includes(path))
        .toSorted(),
    );
  });

  it('reads kinds and ranges off the schema', () => {
    expect(at('loss.alpha')?.shape).toEqual({ kind: 'number', integer: false, min: 0, max: 1 });
    expect(at('run.batch')?.shape).toEqual({ kind: 'number', integer: true, min: 2, max: 4096 });
    expect(at('loss.locationThreshold')?.shape).toMatchObject({ kind: 'nullableNumber', max: 4096 });
    expect(at('model.backbone.depths')?.shape.kind).toBe('integerList');
    expect(at('model.globalExpander')?.shape.kind).toBe('text');
    expect(at('model.backbone.patch')?.shape).toEqual({
      kind: 'choice',
      options: [1, 2, 4, 8].map((value) => ({ value, label: String(value) })),
    });
    expect(at('optim.optimizer')?.shape).toMatchObject({
      options: [
        { value: 'adamw', label: 'AdamW' },
        { value: 'lars', label: 'LARS' },
      ],
    });
  });

  it('follows the crops and the backbone family that the configuration has', () => {
    const small = { size: 32, count: 4, scaleMin: 0.05, scaleMax: 0.3, ...REFERENCE_ASPECT };
    const multi: RunConfig = { ...base, views: { ...base.views, crops: [...base.views.crops, small] } };
    expect(at('views.crops.1.size')).toBeUndefined();
    expect(at('views.crops.1.size', multi)?.meta.label).toBe('Crop size');
    const resnet: RunConfig = {
      ...base,
      model: {
        ...base.model,
        backbone: {
          family: 'resnet',
          block: 'basic',
          layers: [1],
          base: 8,
          stem: 'small',
          zeroInitResidual: false,
        },
      },
    };
    expect(at('model.backbone.layers', resnet)?.shape.kind).toBe('integerList');
    expect(at('model.backbone.depths', resnet)).toBeUndefined();
  });
});

describe('getField and setField', () => {
  it('changes one value, shares the rest, and leaves the original alone', () => {
    const changed = setField(base, 'views.crops.0.scaleMin', 0.1) as RunConfig;
    expect(getField(changed, 'views.crops.0.scaleMin')).toBe(0.1);
    expect(getField(base, 'views.crops.0.scaleMin')).toBe(0.3);
    expect(changed.loss).toBe(base.loss);
    expect(Array.isArray(changed.views.crops)).toBe(true);
  });

  it('answers undefined where there is no field', () => {
    expect(getField(base, 'views.crops.3.size')).toBeUndefined();
    expect(getField(base, 'nothing.here')).toBeUndefined();
  });

  it('compares lists by their members', () => {
    expect(sameValue([1, 2], [1, 2])).toBe(true);
    expect(sameValue([1, 2], [1, 3])).toBe(false);
    expect(sameValue(null, 0)).toBe(false);
  });
});

describe('changes', () => {
  const restart = setField(base, 'run.batch', 64) as RunConfig;
  const live = setField(base, 'loss.alpha', 0.5) as RunConfig;

  it('lists what differs', () => {
    expect(changedFields(base, base)).toEqual([]);
    expect(changedFields(restart, live).map((field) => field.path)).toEqual(['loss.alpha', 'run.batch']);
  });
});
