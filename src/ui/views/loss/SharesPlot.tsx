import { SegmentedControl } from '@mantine/core';
import { useMemo, useState, type Ref } from 'react';
import type { PlotSpace } from '../plotBase';
import { StandalonePlot, type PlotFiles } from '../StandalonePlot';
import { lossFigure, type Stacking } from './lossFigure';
import type { LossShares } from './lossShares';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';

interface SharesPlotProps {
  readonly shares: LossShares;
  readonly ref?: Ref<PlotFiles>;
}

const HEIGHT = (_: number, unit: number) => 300 * unit;

/** What each term adds to the loss, over the steps. */
export function SharesPlot({ shares, ref }: SharesPlotProps) {
  const [stacking, setStacking] = useState<Stacking>('values');
  const figure = useMemo(
    () => (shares.steps.length === 0 ? null : (space: PlotSpace) => lossFigure(shares, stacking, space)),
    [shares, stacking],
  );
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Shares of the loss">
      <header className={views.head}>
        <h3 className={cards.cardTitle}>What the loss is made of</h3>
        <SegmentedControl
          size="xs"
          aria-label="How the terms are stacked"
          data={[
            { value: 'values', label: 'Values' },
            { value: 'percent', label: 'Shares' },
          ]}
          value={stacking}
          onChange={(value) => setStacking(value)}
        />
      </header>
      <StandalonePlot
        figure={figure}
        height={HEIGHT}
        label="The weighted terms of the loss, stacked over the steps. The table of terms holds the newest numbers."
        empty={<p className={views.note}>The terms appear here with the first step.</p>}
        ref={ref}
      />
    </section>
  );
}
