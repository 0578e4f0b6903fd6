import type { Layout } from 'plotly.js';
import { CHROME, FONT, type Scheme } from '../theme/tokens';

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
    margin: { l: 58 * unit, r: 14 * unit, t: 10 * unit, b: 46 * unit },
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

/** A legend over the plot, its entries in their order. */
export function legendAbove({ unit, scheme }: PlotSpace) {
  return {
    showlegend: true,
    legend: {
      orientation: 'h',
      traceorder: 'normal',
      yanchor: 'bottom',
      y: 1.01,
      font: { size: 11 * unit, color: CHROME[scheme].ink2 },
    },
  };
}
