import type { Data, Layout } from 'plotly.js';
import { CHROME, FONT, VISUAL } from '../../theme/tokens';
import { columnOf } from '../growableTable';
import type { Panel } from './curveCatalogue';
import { measuredPoints, rangeWithoutOutliers } from './curvePoints';
import { numbered, panelTraces, type PlotContent } from './traces';

/** @file The whole figure: panels in a grid, each with its title, legend and axes. */

export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

interface FigureSpace {
  /** Width of the figure in px. */
  readonly width: number;
  /** Changes when the zoom is to be forgotten. */
  readonly revision: string;
  /** Fingers scroll the page instead of zooming the plot. */
  readonly touch: boolean;
}

/** Narrower figures put their panels one under the other. */
const TWO_COLUMNS_FROM = 620;

const MARGIN = { left: 46, right: 10, title: 46, bottom: 38, between: 30 };
const PANEL_HEIGHT = { alone: 300, many: 178 };

/** Height in px that the panels take at a width. */
export function figureHeight(panels: number, width: number): number {
  const { rows } = grid(panels, width);
  return rows * (plotHeight(panels) + MARGIN.title + MARGIN.bottom);
}

export function buildFigure(content: PlotContent, space: FigureSpace): Figure {
  const { panels, scheme, settings } = content;
  const chrome = CHROME[scheme];
  const height = figureHeight(panels.length, space.width);
  const end = horizontalEnd(content);
  const layout: Record<string, unknown> = {
    width: space.width,
    height,
    margin: { l: 0, r: 0, t: 0, b: 0, pad: 0, autoexpand: false },
    autosize: false,
    paper_bgcolor: chrome.surface,
    plot_bgcolor: chrome.surface,
    font: { family: FONT.text, size: 11, color: chrome.ink2 },
    hovermode: 'x unified',
    hoverlabel: {
      bgcolor: chrome.raised,
      bordercolor: chrome.line,
      font: { family: FONT.text, size: 11, color: chrome.ink1 },
    },
    dragmode: space.touch ? false : 'zoom',
    uirevision: `${space.revision} ${settings.x} ${settings.scale}`,
    annotations: [],
    shapes: [],
  };
  panels.forEach((panel, index) => {
    const box = boxOf(index, panels.length, space.width);
    const inFractions = {
      x: [box.left / space.width, (box.left + box.width) / space.width] as const,
      y: [1 - (box.top + box.height) / height, 1 - box.top / height] as const,
    };
    const axis = {
      color: chrome.ink3,
      gridcolor: chrome.line,
      linecolor: chrome.lineStrong,
      zeroline: false,
      fixedrange: space.touch,
      tickfont: { size: 10.5, color: chrome.ink2 },
    };
    layout[numbered('xaxis', index)] = {
      ...axis,
      domain: inFractions.x,
      anchor: numbered('y', index),
      ...(index === 0 ? {} : { matches: 'x' }),
      ...fittedTo([0, end]),
      showgrid: false,
      showline: true,
      ticks: 'outside',
      ticklen: 3,
      tickcolor: chrome.lineStrong,
      nticks: Math.max(3, Math.round(box.width / 80)),
      separatethousands: true,
      spikecolor: chrome.ink3,
      spikethickness: 1,
      spikedash: 'dot',
      unifiedhovertitle: { text: settings.x === 'step' ? 'Step %{x:,.0f}' : '%{x:,.1f} s' },
      title: {
        text: settings.x === 'step' ? 'step' : 'training time, s',
        standoff: 4,
        font: { size: 10.5, color: chrome.ink3 },
      },
    };
    layout[numbered('yaxis', index)] = {
      ...axis,
      ...scaleOf(content, panel),
      domain: inFractions.y,
      anchor: numbered('x', index),
      nticks: panels.length === 1 ? 7 : 5,
      tickformat: panel.percent ? '.0f' : '~g',
      ...(panel.percent ? { ticksuffix: '' } : {}),
    };
    layout[numbered('legend', index)] = {
      orientation: 'h',
      x: (box.left - MARGIN.left) / space.width,
      xanchor: 'left',
      y: inFractions.y[1],
      yanchor: 'bottom',
      font: { size: 11, color: chrome.ink2 },
      itemwidth: 30,
      tracegroupgap: 0,
      bgcolor: 'rgba(0,0,0,0)',
      itemclick: 'toggle',
    };
    (layout.shapes as unknown[]).push(...guideLines(content, panel, index));
    (layout.annotations as unknown[]).push(
      titleOf(content, panel, (box.left - MARGIN.left) / space.width, 1 - (box.top - MARGIN.title) / height),
      ...guideLabels(content, panel, index),
    );
  });
  return {
    data: panels.flatMap((panel, index) => panelTraces(content, panel, index)),
    layout: layout as Partial<Layout>,
  };
}

/** Where the horizontal axis ends: at the last report of any run on show. */
function horizontalEnd({ history, previous, shared, settings: { x } }: PlotContent): number {
  const ends = [history, previous].map((run) => (run && columnOf(run.steps, x).at(-1)) ?? 0);
  return Math.max(...ends, x === 'step' ? (shared?.step ?? 0) : 0) || 1;
}

/** An axis that fits itself to this range as long as the person has not zoomed: plotly keeps a zoom while it can. */
function fittedTo([low, high]: readonly [number, number]) {
  return { autorange: true, autorangeoptions: { include: [low, high], clipmin: low, clipmax: high } };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function plotHeight(panels: number): number {
  return panels === 1 ? PANEL_HEIGHT.alone : PANEL_HEIGHT.many;
}

function grid(panels: number, width: number): { columns: number; rows: number } {
  const columns = panels > 1 && width >= TWO_COLUMNS_FROM ? 2 : 1;
  return { columns, rows: Math.ceil(panels / columns) };
}

/** Plotting area of a panel in px from the top left corner of the figure. */
function boxOf(index: number, panels: number, width: number): Box {
  const { columns } = grid(panels, width);
  const outer = (width - (columns - 1) * MARGIN.between) / columns;
  const rowHeight = plotHeight(panels) + MARGIN.title + MARGIN.bottom;
  return {
    left: (index % columns) * (outer + MARGIN.between) + MARGIN.left,
    top: Math.floor(index / columns) * rowHeight + MARGIN.title,
    width: outer - MARGIN.left - MARGIN.right,
    height: plotHeight(panels),
  };
}

/** @param x left end, and `y` top, in fractions of the figure from its lower left corner */
function titleOf({ scheme }: PlotContent, panel: Panel, x: number, y: number) {
  const chrome = CHROME[scheme];
  return {
    text: `<b>${panel.title}</b>  <span style="color:${chrome.ink3}">${panel.axis}</span>`,
    xref: 'paper',
    x,
    yref: 'paper',
    y,
    showarrow: false,
    align: 'left',
    xanchor: 'left',
    yanchor: 'top',
    font: { size: 12, color: chrome.ink1 },
  };
}

function scaleOf(content: PlotContent, panel: Panel): Record<string, unknown> {
  const { history, settings } = content;
  if (panel.percent) return { type: 'linear', rangemode: 'tozero' };
  if (panel.scalable && settings.scale === 'log')
    return { type: 'log', exponentformat: 'power', dtick: 'D1' };
  if (!settings.ignoreOutliers) return { type: 'linear', rangemode: 'tozero' };
  const range = rangeWithoutOutliers(
    panel.curves.map((curve) => measuredPoints(history, curve, settings.x).y),
  );
  return { type: 'linear', rangemode: 'tozero', ...(range && fittedTo(range)) };
}

function guideLines({ config, scheme }: PlotContent, panel: Panel, index: number) {
  return guidesOf(config, panel).map(({ value, mark }) => ({
    type: 'line',
    xref: `${numbered('x', index)} domain`,
    x0: 0,
    x1: 1,
    yref: numbered('y', index),
    y0: value,
    y1: value,
    line: { color: VISUAL[mark][scheme], width: 1, dash: 'dot' },
  }));
}

function guideLabels({ config, scheme }: PlotContent, panel: Panel, index: number) {
  return guidesOf(config, panel).map(({ value, label, mark }) => ({
    text: label,
    xref: `${numbered('x', index)} domain`,
    x: 1,
    xanchor: 'right',
    yref: numbered('y', index),
    y: value,
    yanchor: 'bottom',
    showarrow: false,
    font: { size: 10.5, color: VISUAL[mark][scheme] },
  }));
}

function guidesOf(config: PlotContent['config'], panel: Panel) {
  return (config && panel.guides?.(config)) ?? [];
}
