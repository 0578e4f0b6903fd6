import type { Layout } from 'plotly.js';
import { CHROME, FONT, type Scheme } from '../theme/tokens';
import { legendRows } from './curves/legend';

/** @file What plots that stand alone have in common; the panels of the curves lie in a grid (`curves/figure.ts`). */

/** Where such a plot is drawn. */
export interface PlotSpace {
  /** In px, as is `height`. */
  readonly width: number;
  readonly height: number;
  /** Px of a sixteenth of the page's text size. */
  readonly unit: number;
  readonly scheme: Scheme;
  /** Fingers scroll the page instead of zooming the plot. */
  readonly touch: boolean;
}

/** Around the plot, in units, as is the size of the legend's text. */
const MARGIN = { l: 58, r: 16, t: 12, b: 48 };
const LEGEND_FONT = 11;

/** An axis with its title. @param title with the unit */
export function plotAxis({ unit, scheme, touch }: PlotSpace, title: string) {
  const chrome = CHROME[scheme];
  return {
    title: { text: title, standoff: 8 * unit, font: { size: 11 * unit, color: chrome.ink2 } },
    fixedrange: touch,
    color: chrome.ink3,
    gridcolor: chrome.line,
    linecolor: chrome.lineStrong,
    showline: true,
    zeroline: false,
    ticks: 'outside',
    ticklen: 3 * unit,
    tickcolor: chrome.lineStrong,
    tickfont: { size: 10.5 * unit, color: chrome.ink2 },
    nticks: 8,
  };
}

/** @param own of the plot: its axes, and `uirevision`, with which a zoom stays and goes */
export function plotLayout(
  { width, height, unit, scheme, touch }: PlotSpace,
  own: Readonly<Record<string, unknown>>,
): Partial<Layout> {
  const chrome = CHROME[scheme];
  const layout = {
    width,
    height,
    margin: margins(unit, MARGIN),
    autosize: false,
    paper_bgcolor: chrome.surface,
    plot_bgcolor: chrome.surface,
    font: { family: FONT.text, size: 11 * unit, color: chrome.ink2 },
    showlegend: false,
    hoverlabel: {
      bgcolor: chrome.raised,
      bordercolor: chrome.line,
      font: { family: FONT.text, size: 11 * unit, color: chrome.ink1 },
      align: 'left',
    },
    dragmode: touch ? false : 'zoom',
    ...own,
  };
  return layout as Partial<Layout>;
}

/** A line of a legend, in units. */
const LEGEND_ROW = 19;

/**
 * A legend over the plot, with the margins that it needs: those that plotly finds itself may come a drawing too late.
 * @param labels of its entries, in their order
 */
export function legendAbove({ width, unit, scheme }: PlotSpace, labels: readonly string[]) {
  const rows = legendRows(labels, width / unit - MARGIN.l - MARGIN.r, LEGEND_FONT);
  return {
    margin: margins(unit, { ...MARGIN, t: MARGIN.t + rows * LEGEND_ROW }),
    showlegend: true,
    legend: {
      orientation: 'h',
      traceorder: 'normal',
      xanchor: 'left',
      x: 0,
      yanchor: 'bottom',
      y: 1,
      itemwidth: 30 * unit,
      tracegroupgap: 0,
      bgcolor: 'rgba(0,0,0,0)',
      font: { size: LEGEND_FONT * unit, color: CHROME[scheme].ink2 },
    },
  };
}

function margins(unit: number, { l, r, t, b }: typeof MARGIN) {
  return { l: l * unit, r: r * unit, t: t * unit, b: b * unit, autoexpand: false };
}
