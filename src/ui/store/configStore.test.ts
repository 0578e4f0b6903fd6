import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../config/presets';
import { changedPaths, createConfigStore } from './configStore';
import { blockingProblems } from './problems';

describe('configStore', () => {
  it('counts the changes of a configuration without a name from the nearest preset', () => {
    const far = PRESETS.at(-1)!;
    const store = createConfigStore({ ...far.config, run: { ...far.config.run, seed: 77 } });
    expect(store.getState().preset.name).toBe(far.name);
    expect(changedPaths(store.getState())).toEqual(['run.seed']);
    store.getState().replace(PRESETS[0]!.config);
    expect(store.getState().preset.name).toBe(PRESETS[0]!.name);
  });

  it('keeps what the schema refuses beside the configuration, with the reason', () => {
    const store = createConfigStore();
    const before = store.getState().config.loss.alpha;
    store.getState().edit('loss.alpha', 7);
    expect(store.getState().config.loss.alpha).toBe(before);
    expect(store.getState().rejected['loss.alpha']).toEqual({ value: 7, message: 'Must be at most 1.' });
    store.getState().edit('loss.alpha', 0.5);
    expect(store.getState().rejected).toEqual({});
    expect(store.getState().config.loss.alpha).toBe(0.5);
  });

  it.each([
    ['run.batch', 'many', 'Must be a number.'],
    ['run.batch', 2.5, 'Must be a whole number.'],
    ['run.length', 0, 'Must be more than 0.'],
    ['model.globalExpander', 'wide', 'Write it as widths separated by dashes, e.g. 256-256-256.'],
  ])('says in words why %s cannot be %s', (path, value, message) => {
    const store = createConfigStore();
    store.getState().edit(path, value);
    expect(store.getState().rejected[path]?.message).toBe(message);
  });

  it('takes a refused value once another edit makes it fit', () => {
    const store = createConfigStore();
    store.getState().edit('views.crops.0.scaleMax', 0.5);
    store.getState().edit('views.crops.0.scaleMin', 0.8);
    expect(Object.keys(store.getState().rejected)).toEqual(['views.crops.0.scaleMin']);
    store.getState().edit('views.crops.0.scaleMax', 0.9);
    expect(store.getState().rejected).toEqual({});
    expect(store.getState().config.views.crops[0]).toMatchObject({ scaleMin: 0.8, scaleMax: 0.9 });
  });

  it('forgets a refused value whose field is gone', () => {
    const store = createConfigStore();
    const [global] = store.getState().config.views.crops;
    store.getState().edit('views.crops', [global, { size: 32, count: 4, scaleMin: 0.05, scaleMax: 0.3 }]);
    store.getState().edit('views.crops.1.size', 1);
    expect(store.getState().rejected).toHaveProperty(['views.crops.1.size']);
    store.getState().edit('views.crops', [global]);
    expect(store.getState().rejected).toEqual({});
  });

  it('lists what differs from the preset and puts it back one by one', () => {
    const store = createConfigStore();
    store.getState().edit('loss.alpha', 0.5);
    store.getState().edit('run.batch', 64);
    expect(changedPaths(store.getState())).toEqual(['loss.alpha', 'run.batch']);
    store.getState().revert('loss.alpha');
    expect(changedPaths(store.getState())).toEqual(['run.batch']);
    store.getState().startFrom(store.getState().preset.name);
    expect(changedPaths(store.getState())).toEqual([]);
  });

  it('names values that cannot work together, and with the data', () => {
    const store = createConfigStore();
    const paths = (images?: number) => blockingProblems(store.getState(), images).map(({ path }) => path);
    store.getState().edit('views.crops.0.size', 60);
    expect(paths()).toContain('views.crops.0.size');
    store.getState().revert('views.crops.0.size');
    expect(paths()).toEqual([]);
    expect(paths(10)).toEqual(['run.batch']);
  });
});
