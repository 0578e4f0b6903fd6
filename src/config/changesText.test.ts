import { expect, it } from 'vitest';
import { changesText, fieldChanges } from './changesText';
import { findPreset } from './presets';
import type { RunConfig } from './runConfig';

const base = findPreset('playground')!.config;
const changed = (change: (config: RunConfig) => void) => {
  const config = structuredClone(base);
  change(config);
  return config;
};

it('names what differs by its symbol, with both values as a person reads them', () => {
  const config = changed(({ loss, run }) => {
    loss.alpha = 1;
    loss.embeddingThreshold = 0.5;
    run.seed = 7;
  });
  expect(changesText(config, base)).toBe('α 0.75→1 · Embedding threshold off→0.5 · Seed 1→7');
  expect(changesText(base, base)).toBe('');
});

it('names two fields of one symbol by their labels', () => {
  const config = changed(({ loss }) => {
    loss.matchesForward = 4;
    loss.matchesBackward = 2;
  });
  const names = fieldChanges(config, base).map(({ name }) => name);
  expect(new Set(names).size).toBe(2);
  expect(names).not.toContain('γ');
});

it('is short: says how many more there are', () => {
  const config = changed(({ loss, optim }) => {
    [loss.lambda, loss.mu, loss.nu, loss.alpha] = [1, 2, 3, 0];
    optim.warmup = 3;
  });
  expect(changesText(config, base, 2)).toMatch(/^\S+ [^·]+ · \S+ [^·]+ · 3 more$/);
});
