import type { Data } from 'plotly.js';
import { TERMS } from '../../../reports/measures';
import { VISUAL } from '../../theme/tokens';
import type { Figure } from '../curves/figure';
import { legendAbove, plotAxis, plotLayout, type PlotSpace } from '../plotBase';
import { thinnedRows, type LossShares } from './lossShares';

/** How the shares are stacked: as they are, or as parts of the loss. */
export type Stacking = 'values' | 'percent';

/** A pattern tells the terms of a branch apart, whose colour they share. */
const PATTERNS = { invariance: '', variance: '/', covariance: '.' } as const;

/** What each term adds to the loss, stacked, over the steps. */
export function lossFigure({ steps, terms }: LossShares, stacking: Stacking, space: PlotSpace): Figure {
  const { unit, scheme } = space;
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
  const layout = plotLayout(space, {
    ...legendAbove(
      space,
      data.map(({ name }) => name),
    ),
    hovermode: 'x unified',
    uirevision: stacking,
    xaxis: plotAxis(space, 'steps'),
    yaxis: {
      ...plotAxis(space, stacking === 'percent' ? 'share of the loss, %' : 'loss, weighted'),
      rangemode: 'tozero',
    },
  });
  return { data: data as unknown as Data[], layout };
}
