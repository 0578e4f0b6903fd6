import { describe, expect, it } from 'vitest';
import { findPreset } from '../config/presets';
import { pointsOf } from './points';
import type { SweepAxis, SweepSpec } from './spec';

const base = findPreset('playground-convnext')!.config;
const sweep = (axes: readonly SweepAxis[], change: Partial<SweepSpec> = {}) =>
  pointsOf({ base, axes, seeds: [1, 2], ...change });
const alphas: SweepAxis = { path: 'loss.alpha', values: [0, 0.75] };

describe('pointsOf', () => {
  it('lists every combination with the first seed, then with the next, under the same names each time', () => {
    const points = sweep([alphas, { path: 'loss.matchesForward', values: [-1, 20] }]);
    expect(points.map(({ id }) => id)).toEqual([
      'alpha-0_matchesForward--1_seed-1',
      'alpha-0_matchesForward-20_seed-1',
      'alpha-0.75_matchesForward--1_seed-1',
      'alpha-0.75_matchesForward-20_seed-1',
      'alpha-0_matchesForward--1_seed-2',
      'alpha-0_matchesForward-20_seed-2',
      'alpha-0.75_matchesForward--1_seed-2',
      'alpha-0.75_matchesForward-20_seed-2',
    ]);
    expect(points[3]!.label).toBe('α = 0.75, γ = 20');
    expect(points.map(({ seed }) => seed)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('keeps the name of a point when others are added', () => {
    const more = sweep([{ ...alphas, values: [0.5, 0.75, 1] }], { seeds: [2, 9], baselines: ['pixels'] });
    expect(more.map(({ id }) => id)).toContain('alpha-0.75_seed-2');
    expect(sweep([alphas]).map(({ id }) => id)).toContain('alpha-0.75_seed-2');
  });

  it('gives each point its whole configuration, and changes nothing else', () => {
    const [, second] = sweep([alphas], { seeds: [5] });
    expect(second).toMatchObject({
      config: { ...base, loss: { ...base.loss, alpha: 0.75 }, run: { ...base.run, seed: 5 } },
    });
  });

  it('adds a point a baseline and seed, at the base configuration', () => {
    const points = sweep([alphas], { baselines: ['random', 'pixels', 'supervised'] });
    expect(points.map(({ id }) => id).filter((id) => !id.startsWith('alpha'))).toEqual([
      'random_seed-1',
      'pixels_seed-1',
      'supervised_seed-1',
      'random_seed-2',
      'pixels_seed-2',
      'supervised_seed-2',
    ]);
    expect(points.at(-1)).toMatchObject({
      baseline: 'supervised',
      label: 'Supervised',
      config: { ...base, run: { ...base.run, seed: 2 } },
    });
  });

  it('repeats the base configuration where nothing is swept', () => {
    expect(sweep([]).map(({ id }) => id)).toEqual(['run_seed-1', 'run_seed-2']);
  });

  it('says of a point why it cannot be run, and lists the others', () => {
    const sizes = sweep([{ path: 'views.crops.0.size', values: [30, 48] }], { seeds: [1] });
    expect(sizes.map((point) => ('problem' in point ? point.problem : 'runs'))).toEqual([
      expect.stringMatching(/^views\.crops\.0\.size: .*stride of 8 does not divide a crop of 30 px/),
      'runs',
    ]);
    const batches = pointsOf(
      { base, axes: [{ path: 'run.batch', values: [16, 128] }], seeds: [1] },
      { count: 64 },
    );
    expect(batches.map((point) => 'problem' in point)).toEqual([false, true]);
    const wrong = sweep([{ path: 'loss.alpha', values: [7] }], { seeds: [1] });
    expect(wrong[0]).toHaveProperty('problem', expect.stringContaining('loss.alpha must be at most 1'));
  });

  it('names two fields of one name by their whole paths, and two of one symbol by their labels', () => {
    const points = sweep(
      [
        { path: 'views.left.blur', values: [0.5] },
        { path: 'views.right.blur', values: [0] },
      ],
      { seeds: [1] },
    );
    expect(points[0]!.id).toBe('views.left.blur-0.5_views.right.blur-0_seed-1');
    const matches = sweep([
      { path: 'loss.matchesForward', values: [4] },
      { path: 'loss.matchesBackward', values: [9] },
    ]);
    expect(matches[0]!.label).toBe('Matches, first = 4, Matches, second = 9');
  });

  it('makes folder names that are distinct and that every file system takes', () => {
    const lists = [[1, 2], [12], [1, 22]];
    const texts = ['a/b', 'a b', 'ab', '..', 'é', 'a~2fb', 'CON:', '\u0000', '😀'];
    const points = sweep(
      [
        { path: 'model.backbone.depths', values: lists },
        { path: 'model.localExpander', values: texts },
      ],
      { seeds: [1] },
    );
    const ids = points.map(({ id }) => id);
    expect(new Set(ids).size).toBe(lists.length * texts.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z][A-Za-z0-9._~-]*$/);
  });

  it.each([
    [[alphas, alphas], /"loss\.alpha" is given twice/],
    [[alphas, { path: 'optim.warmup', values: [1] }, { path: 'run.batch', values: [2] }], /at most 2 fields/],
    [[{ path: 'run.seed', values: [1] }], /no field "run\.seed"/],
    [[{ path: 'loss.alpha', values: [] }], /has no values/],
  ])('refuses what is no sweep', (axes, words) => {
    expect(() => sweep(axes)).toThrow(words);
  });

  it('refuses no seeds, a seed twice, and more points than anyone waits for', () => {
    expect(() => sweep([alphas], { seeds: [] })).toThrow(/at least one seed/);
    expect(() => sweep([alphas], { seeds: [1, 1] })).toThrow(/seed 1 is given twice/);
    const many = Array.from({ length: 501 }, (_, place) => place);
    expect(() => sweep([alphas], { seeds: many })).toThrow(/1,002 points; at most 1,000/);
  });
});
