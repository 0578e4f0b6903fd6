import { describe, expect, it } from 'vitest';
import type { SweepGroup } from '../../../sweep/groups';
import type { Summary } from '../../../sweep/statistics';
import { tradeOff } from '../../../sweep/tradeOff';
import { tradeOffFigure } from './tradeOffFigure';

const SPACE = { width: 600, height: 400, unit: 1, scheme: 'light', touch: false } as const;

function group(label: string, x: Summary, y: Summary, baseline?: 'random'): SweepGroup {
  return {
    group: label,
    label,
    ...(baseline === undefined ? {} : { baseline }),
    settings: [],
    done: x.n,
    failures: [],
    values: { linear_top1: x, mean_iou: y },
  };
}

const figureOf = (groups: readonly SweepGroup[]) =>
  tradeOffFigure(tradeOff(groups, { x: 'linear_top1', y: 'mean_iou' }), SPACE);

describe('the trade-off plot', () => {
  const { data, layout } = figureOf([
    group('α = 0.5', { mean: 0.4, sd: 0.01, n: 3 }, { mean: 0.3, sd: 0.02, n: 3 }),
    group('α = 1', { mean: 0.41, sd: 0.03, n: 3 }, { mean: 0.2, sd: 0, n: 3 }),
    group('α = 0', { mean: 0.3, n: 1 }, { mean: 0.25, n: 1 }),
    group('Random weights', { mean: 0.2, n: 1 }, { mean: 0.1, n: 1 }, 'random'),
  ]);
  const [front, points, baselines] = data as [object, object, object];

  it('has a mark for each value in per cent, with its spread as bars', () => {
    expect(points).toMatchObject({
      x: [40, 41, 30],
      y: [30, 20, 25],
      text: ['α = 0.5', 'α = 1', 'α = 0'],
      error_x: { array: [1, 3, 0], visible: true },
      error_y: { array: [2, 0, 0], visible: true },
    });
  });

  it('draws the front and fills the marks on it', () => {
    expect(front).toMatchObject({ x: [40, 41], y: [30, 20] });
    const { marker } = points as { marker: { color: string[] } };
    expect(marker.color[0]).toBe(marker.color[1]);
    expect(marker.color[2]).not.toBe(marker.color[0]);
  });

  it('marks the baselines apart, without bars where there is one seed', () => {
    expect(baselines).toMatchObject({ x: [20], text: ['Random weights'], error_x: { visible: false } });
  });

  it('names its axes with units and holds all bars', () => {
    expect(layout.xaxis?.title).toMatchObject({ text: 'Linear classification, top-1 (%)' });
    expect(layout.yaxis?.title).toMatchObject({ text: 'Linear segmentation, mIoU (%)' });
    const [low, high] = layout.xaxis!.range as [number, number];
    expect(low).toBeLessThan(20);
    expect(high).toBeGreaterThan(44);
  });

  it('labels points of two fields by their values, and names them in full in the tip', () => {
    const value = { mean: 0.5, n: 1 };
    const settings = [
      { path: 'loss.alpha', value: 0.5 },
      { path: 'run.batch', value: 32 },
    ];
    const [, marks] = figureOf([{ ...group('α = 0.5, Batch = 32', value, value), settings }]).data;
    expect(marks).toMatchObject({
      text: ['0.5 · 32'],
      customdata: [expect.arrayContaining(['α = 0.5, Batch = 32'])],
    });
  });

  it('has room around a single mark', () => {
    const only = figureOf([group('α = 1', { mean: 0.5, n: 1 }, { mean: 0.5, n: 1 })]);
    const [low, high] = only.layout.xaxis!.range as [number, number];
    expect(high - low).toBeGreaterThan(2);
    expect((low + high) / 2).toBeCloseTo(50);
  });
});
