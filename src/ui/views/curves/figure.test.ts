import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../config/presets';
import { append, emptyHistory, type RunHistory } from '../../history/history';
import { CURVE_TABS } from './curveCatalogue';
import { DEFAULT_CURVE_SETTINGS, type CurveSettings } from './curveSettings';
import { buildFigure, buildPanelFigure, gridOf, type Figure } from './figure';
import { crosshairAt, panelPart } from './figureGrid';
import { legendRows } from './legend';
import { numbered, type PlotContent } from './traces';
import { NO_ZOOM } from './zoom';

const STEPS = 120;

function run(alpha: number, loss: (step: number) => number): RunHistory {
  let history = emptyHistory();
  for (let step = 1; step <= STEPS; step++) {
    history = append(history, {
      step,
      alpha,
      loss: { total: loss(step) },
      learningRate: 0.1,
      imagesPerSecond: 1,
      representationStd: 0.1,
      representationCorrelation: 0,
      gpuBytes: 1,
      seconds: step,
    });
  }
  return history;
}

const SHARED = {
  step: 300,
  device: 'GPU',
  curves: { total: { steps: [1, 300], values: [70, 60] } },
  measures: { alpha: 0.5 },
};
const SPACE = { width: 320, unit: 1, touch: false, revision: '' };

function content(settings: Partial<CurveSettings> = {}): PlotContent {
  return {
    panels: CURVE_TABS.find(({ id }) => id === 'loss')!.panels,
    history: run(0.75, (step) => 20 + 20 * Math.exp(-step / 30)),
    settings: { ...DEFAULT_CURVE_SETTINGS, ...settings },
    zoom: NO_ZOOM,
    scheme: 'light',
  };
}

function axis(figure: ReturnType<typeof buildFigure>, name: 'xaxis' | 'yaxis') {
  return figure.layout[name] as { range: [number, number]; tickvals?: number[] };
}

describe('buildFigure', () => {
  it.each(['linear', 'log'] as const)('fits the axes to all runs on show, %s', (scale) => {
    const previous = run(1, () => 5);
    const figure = buildFigure({ ...content({ scale }), previous, shared: SHARED }, SPACE);
    const [low, high] = axis(figure, 'yaxis').range.map((end) => (scale === 'log' ? 10 ** end : end));
    expect([low! < 5, high! > 70]).toEqual([true, true]);
    expect(axis(figure, 'xaxis').range).toEqual([0, 300]);
  });

  it('goes where the person has zoomed to, with ticks there', () => {
    const figure = buildFigure(
      { ...content({ scale: 'log' }), zoom: { 'x step': [3, 4], 'loss log': [1, 1.3] } },
      SPACE,
    );
    expect([axis(figure, 'xaxis').range, axis(figure, 'yaxis').range]).toEqual([
      [3, 4],
      [1, 1.3],
    ]);
    for (const tick of axis(figure, 'yaxis').tickvals!) expect([tick >= 10, tick < 20]).toEqual([true, true]);
  });

  it('names the last and the shared run in the legend, with their α', () => {
    const figure = buildFigure({ ...content(), previous: run(1, () => 5), shared: SHARED }, SPACE);
    const named = figure.data.filter((trace) => 'showlegend' in trace && trace.showlegend);
    expect(named.map(({ name }) => name)).toEqual(['Last run, α = 1', 'Shared run, α = 0.5', 'Total']);
  });

  it('says over an empty plot when its first value comes, or why none does', () => {
    const config = findPreset('playground')!.config;
    const notes = (tab: string, alpha: number) => {
      const panels = CURVE_TABS.find(({ id }) => id === tab)!.panels;
      const own = { ...config, loss: { ...config.loss, alpha } };
      const { annotations } = buildFigure({ ...content(), panels, config: own }, SPACE).layout;
      return annotations!.map(({ text }) => text).filter((text) => !text?.startsWith('<b>'));
    };
    expect(notes('matching', 0.5)).toEqual([`comes first at step ${config.run.snapshotEvery}`]);
    expect(notes('terms', 1)).toEqual(['not measured in this run', 'not computed at α = 1']);
    expect(notes('loss', 1)).toEqual([]);
  });

  it('tells the raw value beside the smoothed one', () => {
    const figure = buildFigure(content(), SPACE);
    const hovered = figure.data.filter((trace) => 'hoverinfo' in trace && trace.hoverinfo === 'all');
    expect(hovered).toHaveLength(1);
    const { customdata, y } = hovered[0] as { customdata: number[]; y: Float64Array };
    expect(customdata[STEPS - 1]).toBeCloseTo(20 + 20 * Math.exp(-STEPS / 30));
    expect(y[STEPS - 1]).toBeGreaterThan(customdata[STEPS - 1]!);
  });
});

describe('runs that are compared', () => {
  const panels = CURVE_TABS.find(({ id }) => id === 'matching')!.panels;
  const compared = [
    { name: '<b>%{y}', colour: { light: '#0b62a8', dark: '#6cb6ff' }, history: run(0.75, () => 20) },
    { name: 'other', colour: { light: '#b84300', dark: '#ff9a57' }, history: run(1, () => 40) },
  ];

  it('have one colour each, and every curve its dash and a symbol of its own', () => {
    const figure = buildFigure({ ...content(), history: emptyHistory(), panels, compared }, SPACE);
    const traces = figure.data as { line: { color: string; dash: string }; marker: { symbol: string } }[];
    const perRun = panels[0].curves.length;
    const looks = (lines: typeof traces) => lines.map(({ line, marker }) => `${line.dash} ${marker.symbol}`);
    const [keys, first, second] = [0, 1, 2].map((at) => traces.slice(at * perRun, (at + 1) * perRun));
    expect(new Set(looks(keys!)).size).toBe(perRun);
    expect([looks(first!), looks(second!)]).toEqual([looks(keys!), looks(keys!)]);
    expect(new Set(first!.map(({ line }) => line.color))).toEqual(new Set(['#0b62a8']));
    expect(new Set(second!.map(({ line }) => line.color))).toEqual(new Set(['#b84300']));
  });

  it('fit into the axes together, and their names are plain words to the plot', () => {
    const figure = buildFigure({ ...content(), history: emptyHistory(), compared }, SPACE);
    const [low, high] = axis(figure, 'yaxis').range;
    expect([low < 20, high > 40]).toEqual([true, true]);
    expect(axis(figure, 'xaxis').range).toEqual([0, STEPS]);
    const hover = (figure.data as { hovertemplate?: string }[]).map(
      ({ hovertemplate = '' }) => hovertemplate,
    );
    expect(hover.join()).not.toMatch(/<b>|%\{y\}<\/extra>/);
  });
});

describe('gridOf', () => {
  it('grows with the text', () => {
    const small = gridOf(content(), { width: 400, unit: 1 });
    const large = gridOf(content(), { width: 800, unit: 2 });
    expect(large.height).toBe(2 * small.height);
    expect(large.boxes[0]!.width).toBe(2 * small.boxes[0]!.width);
  });

  it('leaves room for legends that take two lines, and for the names of other runs', () => {
    const panels = CURVE_TABS.find(({ id }) => id === 'terms')!.panels;
    const height = (width: number, previous?: RunHistory) =>
      gridOf({ panels, previous, shared: undefined }, { width, unit: 1 }).height;
    expect(height(260)).toBeGreaterThan(height(500));
    expect(height(500, emptyHistory())).toBeGreaterThan(height(500));
  });
});

it('puts one crosshair into every plot, at the same place of the axis', () => {
  const panels = CURVE_TABS.find(({ id }) => id === 'terms')!.panels;
  const { boxes } = gridOf({ panels, previous: undefined, shared: undefined }, { width: 1000, unit: 1 });
  const shares = boxes.map((box) => (crosshairAt(box, [0, 200], 50)! - box.left) / box.width);
  expect(shares).toEqual([0.25, 0.25]);
  expect(crosshairAt(boxes[0]!, [0, 200], 201)).toBeUndefined();
});

it('knows how many lines a legend takes', () => {
  const labels = ['Invariance λ', 'Variance μ', 'Covariance ν'];
  expect([500, 280, 130].map((width) => legendRows(labels, width, 11))).toEqual([1, 2, 3]);
  expect(legendRows([], 100, 11)).toBe(0);
});

describe('buildPanelFigure', () => {
  it('puts each panel where the whole figure has it', () => {
    const all = { ...content(), previous: run(1, () => 5), panels: CURVE_TABS[0].panels };
    const space = { ...SPACE, width: 901.5 };
    const [whole, grid] = [buildFigure(all, space), gridOf(all, space)];
    all.panels.forEach((panel, index) => {
      const [one, part] = [buildPanelFigure(all, panel, space), panelPart(grid, index)];
      const top = (figure: Figure, name: string) =>
        (1 - (figure.layout[name as 'yaxis']!.domain as number[])[1]!) * figure.layout.height!;
      expect(part.top + top(one, 'yaxis')).toBeCloseTo(top(whole, numbered('yaxis', index)));
      expect(one.layout.yaxis!.range).toEqual(whole.layout[numbered('yaxis', index) as 'yaxis']!.range);
      expect(one.layout.xaxis!.range).toEqual(whole.layout.xaxis!.range);
      // The other runs are named once, over all panels.
      const named = one.data.filter(
        (trace) => 'showlegend' in trace && trace.name?.startsWith('Last run') && trace.showlegend,
      );
      expect(named).toHaveLength(index === 0 ? 1 : 0);
    });
  });
});
