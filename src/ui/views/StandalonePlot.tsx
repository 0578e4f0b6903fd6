import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { useEffect, useImperativeHandle, useState, type ReactNode, type Ref } from 'react';
import type { Figure } from './curves/figure';
import { useLivePlot } from './curves/useLivePlot';
import type { PlotSpace } from './plotBase';
import { useScheme } from './scheme';
import { useTextUnit } from './useTextUnit';
import classes from './standalonePlot.module.css';

/** A plot as it is on show, zoom and all, as files. */
export interface PlotFiles {
  /** Of twice its size on the page. */
  readonly png: () => Promise<Blob>;
  readonly svg: () => Promise<string>;
}

interface StandalonePlotProps {
  /** `null` while there is nothing to draw; the same function as long as nothing of the figure has changed. */
  readonly figure: ((space: PlotSpace) => Figure) | null;
  /** In px, of the plot's width and a sixteenth of the text size. */
  readonly height: (width: number, unit: number) => number;
  /** What it shows, for who does not see it, and where its numbers are. */
  readonly label: string;
  /** In its place while there is nothing to draw. */
  readonly empty: ReactNode;
  readonly ref?: Ref<PlotFiles> | undefined;
}

const NOTHING = () => undefined;

/** A plot of its own: drawn while it is on the screen, and zoomed by dragging; a double click takes the zoom back. */
export function StandalonePlot({ figure, height: heightOf, label, empty, ref }: StandalonePlotProps) {
  const { ref: frame, width } = useElementSize();
  const unit = useTextUnit();
  const touch = useMediaQuery('(pointer: coarse)');
  const scheme = useScheme();
  /** Counts how often a zoom was taken back, for plotly keeps one as long as `uirevision` stays. */
  const [resets, setResets] = useState(0);
  const { element, plot, failed } = useLivePlot({
    hover: NOTHING,
    zoom: NOTHING,
    resetZoom: () => setResets((count) => count + 1),
  });
  const height = heightOf(width, unit);
  useEffect(() => {
    if (width === 0 || figure === null) return;
    plot?.show(() => {
      const { data, layout } = figure({ width, height, unit, scheme, touch });
      return { data, layout: { ...layout, uirevision: `${String(layout.uirevision)} ${resets}` } };
    });
  }, [plot, figure, width, height, unit, scheme, touch, resets]);
  useImperativeHandle(ref, () => {
    const ready = () => plot ?? Promise.reject(new Error('The plot is not drawn yet.'));
    return {
      png: async () => (await ready()).toPng(),
      svg: async () => (await ready()).toSvg(),
    };
  }, [plot]);
  return (
    <div ref={frame} className={classes.frame} style={{ minHeight: height }}>
      <div ref={element} role="img" aria-label={label} hidden={figure === null} />
      {failed && (
        <p className={classes.note}>
          The plotting library could not be loaded. Reload the page to try again.
        </p>
      )}
      {figure === null && !failed && empty}
    </div>
  );
}
