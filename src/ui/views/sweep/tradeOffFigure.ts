import type { Data } from 'plotly.js';
import type { SweepGroup } from '../../../sweep/groups';
import type { BaselineName } from '../../../sweep/spec';
import type { Summary } from '../../../sweep/statistics';
import type { TradeOff, TradeOffPoint } from '../../../sweep/tradeOff';
import { valueText } from '../../../sweep/values';
import { CHROME, VISUAL } from '../../theme/tokens';
import type { Figure } from '../curves/figure';
import { plotAxis, plotLayout, type PlotSpace } from '../plotBase';

/** @file The trade-off plot: one measure against another, in per cent, with the spread over the seeds. */

/** Markers of what is compared with; hollow, as is what lies behind the front. */
const BASELINE_SYMBOLS: Readonly<Record<BaselineName, string>> = {
  random: 'x-thin',
  pixels: 'square',
  supervised: 'star',
};

/** Room around the outermost points, in parts of their span. */
const ROOM = 0.12;
/** The least that an axis spans, in per cent. */
const LEAST_SPAN = 2;

export function tradeOffFigure(content: TradeOff, space: PlotSpace): Figure {
  const { points, front, baselines, xMeasure, yMeasure } = content;
  const { unit, scheme } = space;
  const chrome = CHROME[scheme];
  const all = [...points, ...baselines];
  const data = [
    {
      type: 'scatter',
      mode: 'lines',
      uid: 'front',
      x: front.map(({ x }) => 100 * x.mean),
      y: front.map(({ y }) => 100 * y.mean),
      line: { color: chrome.lineStrong, width: 1.4 * unit, dash: 'dash' },
      hoverinfo: 'skip',
    },
    scatter(points, space, VISUAL.total[scheme], () => 'circle'),
    scatter(baselines, space, VISUAL.chance[scheme], ({ group }) => BASELINE_SYMBOLS[group.baseline!]),
  ];
  const axis = (title: string, values: readonly Summary[]) => ({
    ...plotAxis(space, title),
    range: rangeOf(values),
    autorange: false,
  });
  const layout = plotLayout(space, {
    hovermode: 'closest',
    // A zoom goes with another choice of axes.
    uirevision: `${xMeasure.name} ${yMeasure.name}`,
    xaxis: axis(
      xMeasure.axisTitle,
      all.map(({ x }) => x),
    ),
    yaxis: axis(
      yMeasure.axisTitle,
      all.map(({ y }) => y),
    ),
  });
  return { data: data as Data[], layout };
}

function scatter(
  points: readonly TradeOffPoint[],
  { unit, scheme }: PlotSpace,
  colour: string,
  symbol: (point: TradeOffPoint) => string,
) {
  const chrome = CHROME[scheme];
  return {
    type: 'scatter',
    mode: 'markers+text',
    cliponaxis: false,
    x: points.map(({ x }) => 100 * x.mean),
    y: points.map(({ y }) => 100 * y.mean),
    error_x: errorBars(points.map(({ x }) => x)),
    error_y: errorBars(points.map(({ y }) => y)),
    text: points.map(({ group }) => shortLabel(group)),
    textposition: 'top right',
    textfont: { size: 11 * unit, color: chrome.ink1 },
    customdata: points.map(({ group, x, y }) => [spreadText(x), spreadText(y), x.n, group.label]),
    hovertemplate:
      '<b>%{customdata[3]}</b><br>across: %{customdata[0]}<br>up: %{customdata[1]}<br>seeds: %{customdata[2]}<extra></extra>',
    marker: {
      symbol: points.map(symbol),
      size: 9 * unit,
      color: points.map(({ onFront }) => (onFront ? colour : chrome.surface)),
      opacity: 1,
      line: { color: colour, width: 1.8 * unit },
    },
  };

  function errorBars(values: readonly Summary[]) {
    return {
      type: 'data',
      array: values.map(({ sd = 0 }) => 100 * sd),
      visible: values.some(({ sd = 0 }) => sd > 0),
      color: colour,
      thickness: 1.2 * unit,
      width: 3 * unit,
    };
  }
}

/** Of two fields the values alone, which the tip names: whole labels would lie over each other. */
function shortLabel({ label, settings }: SweepGroup): string {
  return settings.length > 1 ? settings.map(({ value }) => valueText(value)).join(' · ') : label;
}

function spreadText({ mean, sd }: Summary): string {
  const text = `${(100 * mean).toFixed(1)} %`;
  return sd === undefined ? text : `${text} ± ${(100 * sd).toFixed(1)}`;
}

/** From the lowest to the highest end of all bars, in per cent, with room around them. */
function rangeOf(values: readonly Summary[]): [number, number] {
  const ends = values.flatMap(({ mean, sd = 0 }) => [100 * (mean - sd), 100 * (mean + sd)]);
  if (ends.length === 0) return [0, 100];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const missing = Math.max(0, LEAST_SPAN - (high - low)) / 2;
  const room = ROOM * Math.max(LEAST_SPAN, high - low);
  return [low - missing - room, high + missing + room];
}
