import type { Data, Layout } from 'plotly.js';
import type { RunConfig } from '../../../config/runConfig';
import { measure } from '../../../reports/measures';
import { seriesOf } from '../../../reports/series';
import { CHROME, FONT, VISUAL, type Scheme } from '../../theme/tokens';
import { guidesOf, hasValues, horizontalAxis, verticalAxis } from './axes';
import type { Panel } from '../../../reports/plots';
import { figureGrid, panelPart, panelWidth, type Box, type FigureGrid, type GridSpace } from './figureGrid';
import { legendRows } from './legend';
import { numbered, panelTraces, type PlotContent } from './traces';

/** @file The whole figure: panels in a grid, each with its title, legend and axes. */

export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

export interface FigureSpace extends GridSpace {
  /** Which plots these are: what a legend hides stays hidden while this stays the same. */
  readonly revision: string;
  /** Fingers scroll the page instead of zooming the plot. */
  readonly touch: boolean;
}

/** Sizes of text, in units. */
const TEXT = { legend: 11, title: 12, guide: 10.5 };

/** Where the plots of a figure lie. */
export function gridOf(
  { panels, previous, shared }: Pick<PlotContent, 'panels' | 'previous' | 'shared'>,
  space: GridSpace,
): FigureGrid {
  const width = panelWidth(panels.length, space);
  const needs = panels.map(({ curves }) => ({
    legendRows: legendRows(
      curves.map(({ label }) => label),
      width / space.unit,
      TEXT.legend,
    ),
  }));
  return figureGrid(needs, previous !== undefined || shared !== undefined, space);
}

/** All panels in one figure, as it is saved. */
export function buildFigure(content: PlotContent, space: FigureSpace): Figure {
  const grid = gridOf(content, space);
  const parts = content.panels.map((panel, index) => ({ panel, box: grid.boxes[index]!, index }));
  return figureOf(content, parts, grid, space, true);
}

/** One panel as a figure of its own, which fills its part of the whole. */
export function buildPanelFigure(content: PlotContent, panel: Panel, space: FigureSpace): Figure {
  const place = content.panels.indexOf(panel);
  const part = panelPart(gridOf(content, space), place);
  return figureOf(content, [{ panel, box: part.box, index: 0 }], part, space, place === 0);
}

interface FigurePart {
  readonly panel: Panel;
  readonly box: Box;
  /** Of its axes among those of the figure. */
  readonly index: number;
}

/** @param namesRuns true where the line goes on top that names the other runs on show */
function figureOf(
  content: PlotContent,
  parts: readonly FigurePart[],
  { width, height }: Pick<FigureGrid, 'width' | 'height'>,
  { unit, touch, revision }: FigureSpace,
  namesRuns: boolean,
): Figure {
  const chrome = CHROME[content.scheme];
  const legend = {
    orientation: 'h',
    xanchor: 'left',
    yanchor: 'bottom',
    font: { size: TEXT.legend * unit, color: chrome.ink2 },
    itemwidth: 30 * unit,
    tracegroupgap: 0,
    bgcolor: 'rgba(0,0,0,0)',
    itemclick: 'toggle',
  };
  const runsLegend = namesRuns ? numbered('legend', parts.length) : undefined;
  const layout: Record<string, unknown> = {
    width,
    height,
    margin: { l: 0, r: 0, t: 0, b: 0, pad: 0, autoexpand: false },
    autosize: false,
    paper_bgcolor: chrome.surface,
    plot_bgcolor: chrome.surface,
    font: { family: FONT.text, size: 11 * unit, color: chrome.ink2 },
    hovermode: 'x unified',
    hoverlabel: {
      bgcolor: chrome.raised,
      bordercolor: chrome.line,
      font: { family: FONT.text, size: 11 * unit, color: chrome.ink1 },
    },
    dragmode: touch ? false : 'zoom',
    uirevision: revision,
    annotations: [],
    shapes: [],
    ...(runsLegend === undefined
      ? {}
      : { [runsLegend]: { ...legend, x: 0, y: 1, yanchor: 'top', itemclick: false } }),
  };
  for (const { panel, box, index } of parts) {
    const corner = { x: box.outerLeft / width, y: 1 - box.outerTop / height };
    const bottom = 1 - (box.top + box.height) / height;
    layout[numbered('xaxis', index)] = {
      ...horizontalAxis(content, { length: box.width, unit, touch }),
      domain: [box.left / width, (box.left + box.width) / width],
      anchor: numbered('y', index),
      ...(index === 0 ? {} : { matches: 'x' }),
    };
    layout[numbered('yaxis', index)] = {
      ...verticalAxis(content, panel, { length: box.height, unit, touch }),
      domain: [bottom, 1 - box.top / height],
      anchor: numbered('x', index),
    };
    layout[numbered('legend', index)] = { ...legend, x: corner.x, y: 1 - box.top / height };
    (layout.shapes as unknown[]).push(...guideLines(content, panel, index, unit));
    (layout.annotations as unknown[]).push(
      titleOf(content, panel, corner, unit),
      ...emptyNote(content, panel, index, unit),
      ...guideLabels(content, panel, index, unit),
    );
  }
  return {
    data: parts.flatMap(({ panel, box, index }) =>
      panelTraces(content, panel, {
        index,
        width: box.width,
        unit,
        runsLegend: index === 0 ? runsLegend : undefined,
      }),
    ),
    layout: layout as Partial<Layout>,
  };
}

/** @param corner the panel's upper left, in fractions of the figure from its lower left */
function titleOf(
  { scheme }: PlotContent,
  panel: Panel,
  corner: Readonly<Record<'x' | 'y', number>>,
  unit: number,
) {
  const chrome = CHROME[scheme];
  return {
    text: `<b>${panel.title}</b>  <span style="color:${chrome.ink3}">${panel.axis}</span>`,
    xref: 'paper',
    yref: 'paper',
    ...corner,
    showarrow: false,
    align: 'left',
    xanchor: 'left',
    yanchor: 'top',
    font: { size: TEXT.title * unit, color: chrome.ink1 },
  };
}

/** Over a plot without a single value: why there is none, or when the first one comes. */
function emptyNote(content: PlotContent, panel: Panel, index: number, unit: number) {
  const { config, history, compared, scheme } = content;
  if (compared !== undefined && !hasValues(content, panel))
    return [noteOf('not measured in these runs', index, scheme, unit)];
  if (config === undefined || history.steps.length === 0 || hasValues(content, panel)) return [];
  return [noteOf(whyEmpty(panel, config), index, scheme, unit)];
}

/** In the middle of a plot. */
function noteOf(text: string, index: number, scheme: Scheme, unit: number) {
  return {
    text,
    xref: `${numbered('x', index)} domain`,
    x: 0.5,
    yref: `${numbered('y', index)} domain`,
    y: 0.5,
    showarrow: false,
    font: { size: TEXT.legend * unit, color: CHROME[scheme].ink2 },
  };
}

function whyEmpty({ curves }: Panel, config: RunConfig): string {
  const { snapshotEvery, knnEvery } = config.run;
  const { key } = curves[0]!;
  const series = seriesOf(key);
  if (series === 'accuracy') return `comes first at step ${snapshotEvery}`;
  if (series === 'knn') return knnEvery === null ? 'off: see “kNN every”' : 'needs labels';
  return measure(key).never?.(config) ?? 'not measured in this run';
}

function guideLines(content: PlotContent, panel: Panel, index: number, unit: number) {
  return guidesOf(content, panel).map(({ value, mark }) => ({
    type: 'line',
    xref: `${numbered('x', index)} domain`,
    x0: 0,
    x1: 1,
    yref: numbered('y', index),
    y0: value,
    y1: value,
    line: { color: VISUAL[mark][content.scheme], width: unit, dash: 'dot' },
  }));
}

function guideLabels(content: PlotContent, panel: Panel, index: number, unit: number) {
  return guidesOf(content, panel).map(({ value, label, mark }) => ({
    text: label,
    xref: `${numbered('x', index)} domain`,
    x: 1,
    xanchor: 'right',
    yref: numbered('y', index),
    y: value,
    yanchor: 'bottom',
    showarrow: false,
    font: { size: TEXT.guide * unit, color: VISUAL[mark][content.scheme] },
  }));
}
