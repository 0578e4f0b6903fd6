import { describe, expect, it } from 'vitest';
import { findPreset } from '../config/presets';
import type { EvaluationReport } from '../reports/evaluation';
import { axisNames } from './fields';
import { groupsOf } from './groups';
import { pointsOf, type SweepPoint } from './points';
import { evaluatedPoint, failedPoint, type PointResult } from './results';
import { groupsCsv, pointsCsv } from './sweepCsv';
import { sortRows, sweepTable } from './table';
import { tableMarkdown } from './tableMarkdown';
import { defaultAxes, tradeOff, tradeOffAxes } from './tradeOff';
import { tradeOffSvg } from './tradeOffSvg';

const base = findPreset('playground')!.config;
const points = pointsOf({
  base,
  axes: [{ path: 'loss.alpha', values: [0.75, 0, 1] }],
  seeds: [1, 2, 3],
  baselines: ['random'],
});

function report(top1: number, meanIou: number): EvaluationReport {
  const chance = 0.1;
  return {
    subject: 'weights',
    data: 'scenes',
    split: { train: 1, validation: 1, test: 1, source: 'stratified' },
    linear: [
      { top1, top5: 1, chance, labels: 1, rate: 1, confusion: [] },
      { top1: 0, top5: 1, chance, labels: 0.1, rate: 1, confusion: [] },
    ],
    segmentation: { meanIou, ious: [], pixelAccuracy: NaN, chance },
    matching: {
      radii: [
        { radius: 1, features: 0.1, embeddings: 0.1, chance },
        { radius: 1.5, features: 0.5, chance },
      ],
      count: 9,
    },
    left: [{ probe: 'semantic', reason: 'the data set has no masks' }],
    seconds: {},
  };
}

/** Top-1 and mIoU by group; each seed lies 0.1 from the next. */
const MEANS: Readonly<Record<string, readonly [number, number]>> = {
  'alpha-0.75': [0.4, 0.6],
  'alpha-0': [0.3, 0.5],
  'alpha-1': [0.5, 0.3],
  random: [0.2, 0.2],
};

function evaluated(point: SweepPoint): PointResult {
  const [top1, meanIou] = MEANS[point.group]!;
  const shift = (point.seed - 2) * 0.1;
  return evaluatedPoint(point, report(top1 + shift, meanIou - shift));
}

const REASON = 'ended with "x",\n=cmd|\' /C calc\'!A0';
const results = points.map((point) =>
  point.id === 'alpha-0_seed-3' ? failedPoint(point, REASON) : evaluated(point),
);
const groups = groupsOf(results);
const byName = (name: string) => groups.find(({ group }) => group === name)!;
const axes = [{ path: 'loss.alpha', name: axisNames(base, ['loss.alpha'])[0]! }];

it('takes from a report what a sweep compares: all labels, 1.5 cells, finite numbers alone', () => {
  expect(evaluatedPoint(points[0]!, report(0.25, 0.5))).toEqual({
    id: 'alpha-0.75_seed-1',
    group: 'alpha-0.75',
    label: 'α = 0.75',
    settings: [{ path: 'loss.alpha', value: 0.75 }],
    seed: 1,
    values: { linear_top1: 0.25, mean_iou: 0.5, matching_features: 0.5 },
    left: [{ probe: 'semantic', reason: 'the data set has no masks' }],
  });
});

it('takes what was fine-tuned, with all labels', () => {
  const { chance, ...rest } = {
    chance: 0.1,
    top5: 1,
    confusion: [],
    backboneRate: 1,
    headRate: 1,
    epochs: 1,
  };
  const finetune = [1, 0.1].map((labels) => ({ ...rest, chance, labels, top1: 0.7 * labels }));
  const finetuneSegmentation = { meanIou: 0.6, ious: [], pixelAccuracy: 0.9, chance };
  const result = evaluatedPoint(points[0]!, { ...report(0.25, 0.5), finetune, finetuneSegmentation });
  expect(result).toMatchObject({ values: { finetune_top1: 0.7, finetune_mean_iou: 0.6 } });
});

describe('groupsOf', () => {
  it('has mean and sample deviation over the seeds', () => {
    // 0.3, 0.4, 0.5: squares 0.01 + 0 + 0.01 over 2.
    expect(byName('alpha-0.75').values.linear_top1).toEqual({
      mean: expect.closeTo(0.4) as number,
      sd: expect.closeTo(0.1) as number,
      n: 3,
    });
    expect(byName('alpha-0.75').values.knn_top1).toBeUndefined();
    // 0.6, 0.5: squares 2 · 0.05² over 1.
    expect(byName('alpha-0').values.mean_iou).toEqual({
      mean: expect.closeTo(0.55) as number,
      sd: expect.closeTo(Math.SQRT1_2 / 10) as number,
      n: 2,
    });
  });

  it('counts what failed and says why', () => {
    expect(byName('alpha-0')).toMatchObject({ done: 2, failures: [{ seed: 3, reason: REASON }] });
    expect(groups.map(({ group }) => group)).toEqual(['alpha-0.75', 'alpha-0', 'alpha-1', 'random']);
  });

  it('has no deviation for a single seed', () => {
    const [only] = groupsOf(results.slice(0, 1));
    expect(only!.values.linear_top1).toEqual({ mean: expect.closeTo(0.3) as number, n: 1 });
  });
});

describe('sweepTable', () => {
  const table = sweepTable(groups, axes);
  const texts = (column: number, rows = table.rows) => rows.map(({ cells }) => cells[column]!.text);

  it('shows settings, runs, and mean ± deviation in per cent of what was measured', () => {
    expect(table.columns.map(({ title }) => title)).toEqual([
      'α',
      'Runs',
      'Linear top-1 (%)',
      'mIoU (%)',
      'Feature matching (%)',
    ]);
    expect(table.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['0.75', '3', '40.0 ± 10.0', '60.0 ± 10.0', '50.0 ± 0.0'],
      ['0', '2 of 3', '25.0 ± 7.1', '55.0 ± 7.1', '50.0 ± 0.0'],
      ['1', '3', '50.0 ± 10.0', '30.0 ± 10.0', '50.0 ± 0.0'],
      ['Random weights', '3', '20.0 ± 10.0', '20.0 ± 10.0', '50.0 ± 0.0'],
    ]);
  });

  it('is sorted by any column, with what has no value last either way', () => {
    expect(texts(0, sortRows(table.rows, 0, 'ascending'))).toEqual(['0', '0.75', '1', 'Random weights']);
    expect(texts(0, sortRows(table.rows, 0, 'descending'))).toEqual(['1', '0.75', '0', 'Random weights']);
    expect(texts(0, sortRows(table.rows, 2, 'ascending'))).toEqual(['Random weights', '0', '0.75', '1']);
    expect(texts(0)).toEqual(['0.75', '0', '1', 'Random weights']);
  });
});

describe('tradeOff', () => {
  const plot = tradeOff(groups, { x: 'linear_top1', y: 'mean_iou' });

  it('has a point a group, the front from left to right, and baselines apart', () => {
    expect(plot.points.map(({ group, onFront }) => [group.group, onFront])).toEqual([
      ['alpha-0.75', true],
      ['alpha-0', false],
      ['alpha-1', true],
    ]);
    expect(plot.front.map(({ group }) => group.label)).toEqual(['α = 0.75', 'α = 1']);
    expect(plot.baselines.map(({ group }) => group.label)).toEqual(['Random weights']);
    expect(plot.points[1]).toMatchObject({ x: { n: 2 }, y: { sd: expect.closeTo(0.0707, 4) as number } });
  });

  it('tells which groups lack a measure', () => {
    const failed = groupsOf([failedPoint(points[0]!, 'no'), ...results.slice(1, 3)]);
    const { missing } = tradeOff(failed, { x: 'linear_top1', y: 'mean_iou' });
    expect(missing.map(({ group }) => group)).toEqual(['alpha-0.75']);
  });

  it('sets maps against classification, as far as both were measured', () => {
    expect(defaultAxes(groups)).toEqual({ x: 'linear_top1', y: 'mean_iou' });
    expect(tradeOffAxes(groups).map(({ y }) => y)).toEqual(['mean_iou', 'matching_features']);
    const maps = groupsOf(
      results.map((result) => ({ ...result, values: { mean_iou: 1, pixel_accuracy: 1 }, left: [] })),
    );
    expect(defaultAxes(maps)).toEqual({ x: 'mean_iou', y: 'pixel_accuracy' });
    expect(tradeOffAxes(maps)).toEqual([]);
    const only = groupsOf(results.map((result) => ({ ...result, values: { linear_top1: 1 }, left: [] })));
    expect(defaultAxes(only)).toBeUndefined();
    expect(defaultAxes([])).toBeUndefined();
  });
});

describe('the drawing of the trade-off', () => {
  const svg = tradeOffSvg(tradeOff(groups, { x: 'linear_top1', y: 'mean_iou' }));

  it('has a marker a group, bars for the spread of both measures, and the front', () => {
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg.match(/class="baseline"/g)).toHaveLength(1);
    expect(svg.match(/class="spread"/g)).toHaveLength(2 * 4);
    expect(svg.match(/class="front"/g)).toHaveLength(1);
    for (const text of ['α = 0.75', 'Random weights', 'Linear segmentation, mIoU (%)'])
      expect(svg).toContain(`>${text}</text>`);
  });

  it('puts the points where their numbers are', () => {
    // Bars go from 10 to 60 per cent, in ticks of ten over the 540 px from 70 on.
    expect(svg).toContain(`<circle cx="${(70 + (540 * 30) / 50).toFixed(1)}"`);
  });
});

it('writes the table in Markdown, whatever the names hold', () => {
  const named = groups.map((group) => ({ ...group, label: 'a|b' }));
  const lines = tableMarkdown(sweepTable(named, axes)).split('\n');
  expect(lines[0]).toMatch(/^\| α +\| +Runs \|/);
  expect(lines).toContainEqual(
    expect.stringMatching(/^\| 0\.75 +\| +3 \| +40\.0 ± 10\.0 \| +60\.0 ± 10\.0 \|/),
  );
  expect(lines.at(-1)).toMatch(/^\| a\\\|b +\|/);
});

describe('CSV', () => {
  it('has a line a point, and a hostile reason stays one field of text', () => {
    const text = pointsCsv(results, ['loss.alpha']);
    const lines = text.split('\n');
    expect(lines[0]).toBe(
      'id,baseline,loss.alpha,seed,linear_top1 [fraction],knn_top1 [fraction],mean_iou [fraction],pixel_accuracy [fraction],matching_features [fraction],matching_embeddings [fraction],semantic_accuracy [fraction],finetune_top1 [fraction],finetune_mean_iou [fraction],failure',
    );
    expect(lines).toContain('alpha-0.75_seed-2,,0.75,2,0.4,,0.6,,0.5,,,,,');
    expect(lines).toContain('random_seed-2,random,,2,0.2,,0.2,,0.5,,,,,');
    expect(text).toContain(`\nalpha-0_seed-3,,0,3,,,,,,,,,,"ended with ""x"",\n=cmd|' /C calc'!A0"\n`);
    const [formula] = pointsCsv([failedPoint(points[0]!, '=1+1')], [])
      .split('\n')
      .slice(1);
    expect(formula).toMatch(/,'=1\+1$/);
  });

  it('has a line a group', () => {
    const [header = '', ...lines] = groupsCsv(groups, ['loss.alpha']).trimEnd().split('\n');
    expect(header).toMatch(
      /^group,baseline,loss\.alpha,runs,failed,linear_top1_mean \[fraction\],linear_top1_sd/,
    );
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^alpha-0,,0,2,1,0\.25,0\.0707\d*,2,,,0,/);
    for (const line of lines) expect(line.split(',')).toHaveLength(header.split(',').length);
  });
});
