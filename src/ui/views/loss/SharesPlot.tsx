import { SegmentedControl } from '@mantine/core';
import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { useEffect, useImperativeHandle, useState, type Ref } from 'react';
import { useLivePlot } from '../curves/useLivePlot';
import { useScheme } from '../scheme';
import { useTextUnit } from '../useTextUnit';
import { lossFigure, type Stacking } from './lossFigure';
import type { LossShares } from './lossShares';
import cards from '../../theme/card.module.css';
import classes from './loss.module.css';

/** The plot as files. */
export interface SharesFiles {
  readonly png: () => Promise<Blob>;
  readonly svg: () => Promise<string>;
}

interface SharesPlotProps {
  readonly shares: LossShares;
  readonly ref?: Ref<SharesFiles>;
}

const HEIGHT = 300;
const NOTHING = () => undefined;

/** What each term adds to the loss, over the steps. */
export function SharesPlot({ shares, ref }: SharesPlotProps) {
  const [stacking, setStacking] = useState<Stacking>('values');
  const { ref: frame, width } = useElementSize();
  const unit = useTextUnit();
  const touch = useMediaQuery('(pointer: coarse)');
  const scheme = useScheme();
  const { element, plot, failed } = useLivePlot({ hover: NOTHING, zoom: NOTHING, resetZoom: NOTHING });
  const height = HEIGHT * unit;
  const isEmpty = shares.steps.length === 0;
  useEffect(() => {
    if (width === 0 || isEmpty) return;
    plot?.show(() => lossFigure(shares, stacking, { width, height, unit, scheme, touch }));
  }, [plot, shares, stacking, isEmpty, width, height, unit, scheme, touch]);
  useImperativeHandle(ref, () => {
    const ready = () => plot ?? Promise.reject(new Error('The plot is not drawn yet.'));
    return {
      png: async () => (await ready()).toPng(),
      svg: async () => (await ready()).toSvg(),
    };
  });
  return (
    <section className={`${cards.card} ${classes.card}`} aria-label="Shares of the loss">
      <header className={classes.head}>
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
      <div ref={frame} className={classes.frame} style={{ minHeight: height }}>
        <div
          ref={element}
          role="img"
          aria-label="The weighted terms of the loss, stacked over the steps. The table of terms holds the newest numbers."
        />
        {failed && (
          <p className={classes.note}>
            The plotting library could not be loaded. Reload the page to try again.
          </p>
        )}
        {isEmpty && !failed && <p className={classes.note}>The terms appear here with the first step.</p>}
      </div>
    </section>
  );
}
