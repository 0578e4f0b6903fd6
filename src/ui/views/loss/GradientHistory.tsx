import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { percent, significant } from '../../../reports/format';
import type { FileToSave } from '../../controls/useSaveFile';
import { useRun } from '../../store/context';
import type { PlotSpace } from '../plotBase';
import { plotFiles } from '../plotFiles';
import { StandalonePlot, type PlotFiles } from '../StandalonePlot';
import { ViewExports } from '../ViewExports';
import { ratioFigure, shareFigure, type ShareLines } from './gradientFigure';
import { gradientFiles } from './gradientFiles';
import { gradientSeries, type GradientSeries } from './gradientSeries';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './loss.module.css';

const HEIGHT = (_: number, unit: number) => 280 * unit;
const BLANK = '–';

/** The gradients of the run over its steps, at which this view looked while it trained. */
export function GradientHistory() {
  const looks = useRun((state) => state.gradientLooks);
  const [lines, setLines] = useState<ShareLines>('network');
  const [sharePlot, setSharePlot] = useState<PlotFiles | null>(null);
  const [ratioPlot, setRatioPlot] = useState<PlotFiles | null>(null);
  const series = useMemo(() => gradientSeries(looks), [looks]);
  const isEmpty = looks.length === 0;
  const shares = useMemo(
    () => (isEmpty ? null : (space: PlotSpace) => shareFigure(series, lines, space)),
    [isEmpty, series, lines],
  );
  const ratios = useMemo(
    () => (isEmpty ? null : (space: PlotSpace) => ratioFigure(series, space)),
    [isEmpty, series],
  );
  const files: readonly FileToSave[] = isEmpty
    ? []
    : [
        ...gradientFiles('Numbers', '.gradients-over-steps', looks),
        ...plotFiles('Shares', 'gradient-shares', sharePlot),
        ...plotFiles('Ratios', 'gradient-ratios', ratioPlot),
      ];
  const empty = <p className={views.note}>The curves begin with the first look at the gradients.</p>;
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Gradients over the steps">
      <header className={views.head}>
        <h3 className={cards.cardTitle}>Gradients over the steps</h3>
        <div className={classes.tools}>
          <SegmentedControl
            size="xs"
            aria-label="Whose shares are drawn"
            data={[
              { value: 'network', label: 'Both branches' },
              { value: 'stages', label: 'By stage' },
            ]}
            value={lines}
            onChange={(value) => setLines(value)}
          />
          <ViewExports of="gradients over the steps" files={files} />
        </div>
      </header>
      <div className={classes.pair}>
        <StandalonePlot
          figure={shares}
          height={HEIGHT}
          label="Shares of the branches in the gradient norms over the steps. The table below holds the numbers."
          empty={empty}
          ref={setSharePlot}
        />
        <StandalonePlot
          figure={ratios}
          height={HEIGHT}
          label="Gradient norm by weight norm of each stage over the steps. The table below holds the numbers."
          empty={null}
          ref={setRatioPlot}
        />
      </div>
      <p className={views.note}>
        Looks at this run while this view was open, so seldom that they take at most 4 % of the training’s
        time. Each is one batch, so the curves are rough. Reset forgets them.
      </p>
      {!isEmpty && <SeriesTable series={series} />}
    </section>
  );
}

/** Looks that the table lists, the newest first: all are in the files. */
const MOST_ROWS = 20;

function SeriesTable({ series: { steps, stages, whole } }: { readonly series: GradientSeries }) {
  const rows = steps
    .map((step, place) => ({ step, place }))
    .slice(-MOST_ROWS)
    .reverse();
  const number = (value: number | null | undefined) => (value ? significant(value, 3) : BLANK);
  return (
    <details className={classes.numbersTable}>
      <summary>Numbers of the last {rows.length === 1 ? 'look' : `${rows.length} looks`}</summary>
      <div className={views.scroll} tabIndex={0} role="region" aria-label="Gradients by step">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                Step
              </th>
              <th scope="colgroup" colSpan={2}>
                Share of the norms
              </th>
              <th scope="colgroup" colSpan={stages.length + 1}>
                ‖g‖ / ‖θ‖
              </th>
            </tr>
            <tr>
              <th scope="col">Global</th>
              <th scope="col">Local</th>
              {[...stages, whole].map(({ id, title }) => (
                <th key={id} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ step, place }) => {
              const share = whole.globalShare[place] ?? null;
              return (
                <tr key={step}>
                  <th scope="row">{step.toLocaleString('en')}</th>
                  <td>{share === null ? BLANK : percent(share, 1)}</td>
                  <td>{share === null ? BLANK : percent(1 - share, 1)}</td>
                  {[...stages, whole].map(({ id, ratio }) => (
                    <td key={id}>{number(ratio[place])}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
