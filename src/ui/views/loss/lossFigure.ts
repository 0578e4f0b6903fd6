import type { Data, Layout } from 'plotly.js';
import { TERMS } from '../../../reports/measures';
import { CHROME, FONT, VISUAL, type Scheme } from '../../theme/tokens';
import type { Figure } from '../curves/figure';
import { thinnedRows, type LossShares } from './lossShares';

/** How the shares are stacked: as they are, or as parts of the loss. */
export type Stacking = 'values' | 'percent';

interface LossSpace {
  readonly width: number;
  readonly height: number;
  readonly unit: number;
  readonly scheme: Scheme;
  readonly touch: boolean;
}

/** A pattern tells the terms of a branch apart, whose colour they share. */
const PATTERNS = { invariance: '', variance: '/', covariance: '.' } as const;

/** What each term adds to the loss, stacked, over the steps. */
export function lossFigure({ steps, terms }: LossShares, stacking: Stacking, space: LossSpace): Figure {
  const { width, height, unit, scheme, touch } = space;
  const chrome = CHROME[scheme];
  const rows = thinnedRows(steps.length);
  const x = rows.map((row) => steps[row]!);
  const data = terms.map(({ key, branch, term, values }) => {
    const colour = VISUAL[branch][scheme];
    return {
      type: 'scatter',
      // A line needs two points to be seen.
      mode: rows.length < 2 ? 'lines+markers' : 'lines',
      uid: key,
      name: `${VISUAL[branch].label} ${TERMS[term].label.toLowerCase()} ${TERMS[term].coefficient}`,
      x,
      y: rows.map((row) => values[row]!),
      stackgroup: 'loss',
      groupnorm: stacking === 'percent' ? 'percent' : '',
      line: { color: colour, width: 1.4 * unit },
      fillcolor: `${colour}55`,
      fillpattern: { shape: PATTERNS[term], fgcolor: colour, size: 7 * unit, solidity: 0.18 },
      hovertemplate: `%{y:.4g}${stacking === 'percent' ? ' %' : ''}`,
    };
  });
  const axis = (title: string) => ({
    title: { text: title, standoff: 8 * unit, font: { size: 11 * unit, color: chrome.ink2 } },
    fixedrange: touch,
    color: chrome.ink3,
    gridcolor: chrome.line,
    linecolor: chrome.lineStrong,
    showline: true,
    zeroline: false,
    ticks: 'outside',
    ticklen: 3 * unit,
    tickfont: { size: 10.5 * unit, color: chrome.ink2 },
    nticks: 7,
  });
  const layout = {
    width,
    height,
    margin: { l: 56 * unit, r: 12 * unit, t: 8 * unit, b: 44 * unit },
    autosize: false,
    paper_bgcolor: chrome.surface,
    plot_bgcolor: chrome.surface,
    font: { family: FONT.text, size: 11 * unit, color: chrome.ink2 },
    showlegend: true,
    legend: {
      orientation: 'h',
      traceorder: 'normal',
      yanchor: 'bottom',
      y: 1.01,
      font: { size: 11 * unit, color: chrome.ink2 },
    },
    hovermode: 'x unified',
    hoverlabel: { bgcolor: chrome.raised, bordercolor: chrome.line, font: { color: chrome.ink1 } },
    dragmode: touch ? false : 'zoom',
    // A zoom stays while points come.
    uirevision: stacking,
    xaxis: axis('steps'),
    yaxis: {
      ...axis(stacking === 'percent' ? 'share of the loss, %' : 'loss, weighted'),
      rangemode: 'tozero',
    },
  };
  return { data: data as unknown as Data[], layout: layout as unknown as Partial<Layout> };
}
