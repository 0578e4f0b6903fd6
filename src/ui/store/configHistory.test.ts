import { expect, it } from 'vitest';
import { findPreset, PRESETS } from '../../config/presets';
import { createConfigHistory } from './configHistory';
import { createConfigStore } from './configStore';

function opened() {
  const config = createConfigStore();
  const history = createConfigHistory(config);
  return {
    history,
    store: config,
    edit: config.getState().edit,
    alpha: () => config.getState().config.loss.alpha,
    said: () => history.store.getState().said?.text,
    steps: () => history.store.getState().past.length,
  };
}

it('edits of one field are one step until they are settled', () => {
  const { history, edit, alpha, steps, said } = opened();
  const first = alpha();
  for (const value of [0.5, 0.4, 0.3]) edit('loss.alpha', value);
  expect(steps()).toBe(1);
  history.settle();
  edit('loss.alpha', 0.2);
  expect(steps()).toBe(2);
  history.undo();
  expect(alpha()).toBe(0.3);
  expect(said()).toBe('Undone: Global weight α 0.2 → 0.3');
  history.undo();
  expect(alpha()).toBe(first);
  history.undo();
  expect(alpha()).toBe(first);
  history.redo();
  history.redo();
  expect(alpha()).toBe(0.2);
  expect(said()).toBe('Done again: Global weight α 0.3 → 0.2');
});

it('another field is another step, and a new edit ends what could be done again', () => {
  const { history, edit, store, steps } = opened();
  edit('loss.alpha', 0.5);
  edit('loss.mu', 10);
  edit('loss.alpha', 0.4);
  expect(steps()).toBe(3);
  history.undo();
  edit('loss.nu', 2);
  history.redo();
  expect(store.getState().config.loss).toMatchObject({ alpha: 0.5, mu: 10, nu: 2 });
});

it('a preset is one step, which brings the preset before back', () => {
  const { history, store, said, steps } = opened();
  const before = store.getState();
  store.getState().startFrom(PRESETS.at(-1)!.name);
  expect(steps()).toBe(1);
  history.undo();
  expect(store.getState()).toMatchObject({ preset: before.preset, config: before.config });
  expect(said()).toMatch(/^Undone: .+, .+, .+ and \d+ more$/);
});

it('what a message puts back is undone, and no step of its own', () => {
  const { history, store, steps, alpha } = opened();
  const before = store.getState();
  store.getState().replace({ ...before.config, loss: { ...before.config.loss, alpha: 0.1 } });
  store.getState().restore(before);
  expect(steps()).toBe(0);
  history.redo();
  expect(alpha()).toBe(0.1);
});

it('a value that is given once more is no step, and ends none', () => {
  const { history, edit, alpha, steps } = opened();
  for (const value of [0, 0, 0.2, 0.25]) edit('loss.alpha', value);
  expect(steps()).toBe(1);
  history.undo();
  expect(alpha()).toBe(0.75);
});

it('a refused value is no step', () => {
  const { edit, steps } = opened();
  edit('loss.alpha', 7);
  expect(steps()).toBe(0);
});

it('a field that only one of the two has is named', () => {
  const { history, store, said } = opened();
  const { config, edit } = store.getState();
  expect(config.model.backbone.family).toBe('resnet');
  edit('model.backbone', findPreset('playground-convnext')!.config.model.backbone);
  history.undo();
  expect(store.getState().config).toBe(config);
  expect(said()).toContain(' more');
});
