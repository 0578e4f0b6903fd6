import { useEffect } from 'react';
import type { Panel } from '../../../reports/plots';
import { buildPanelFigure, type FigureSpace } from './figure';
import type { PanelPart } from './figureGrid';
import type { PlotContent } from './traces';
import { useLivePlot } from './useLivePlot';
import classes from './curves.module.css';

interface PanelPlotProps {
  readonly panel: Panel;
  readonly content: PlotContent;
  readonly space: FigureSpace;
  /** Where it lies among the other panels. */
  readonly part: PanelPart;
  readonly isWanted: boolean;
  readonly onHover: (x: number | undefined) => void;
  readonly onZoom: (change: Readonly<Record<string, unknown>>) => void;
  readonly onResetZoom: () => void;
  /** The plotting library could not be loaded. */
  readonly onFail: () => void;
}

/** One panel of the curves. Each is a plot of its own, so that they can be drawn one after the other. */
export function PanelPlot({
  panel,
  content,
  space,
  part,
  isWanted,
  onHover,
  onZoom,
  onResetZoom,
  onFail,
}: PanelPlotProps) {
  const { element, plot } = useLivePlot(
    { hover: onHover, zoom: onZoom, resetZoom: onResetZoom, fail: onFail },
    isWanted,
  );
  const { panels, history, previous, shared, compared, config, settings, zoom, scheme } = content;
  const { width, unit, touch, revision } = space;
  useEffect(() => {
    plot?.show(() =>
      buildPanelFigure(
        { panels, history, previous, shared, compared, config, settings, zoom, scheme },
        panel,
        { width, unit, touch, revision },
      ),
    );
  }, [
    plot,
    panel,
    panels,
    history,
    previous,
    shared,
    compared,
    config,
    settings,
    zoom,
    scheme,
    width,
    unit,
    touch,
    revision,
  ]);
  const { left, top, width: partWidth, height } = part;
  return <div ref={element} className={classes.panel} style={{ left, top, width: partWidth, height }} />;
}
