import { crosshairAt, type FigureGrid } from './figureGrid';
import type { Range } from '../../../reports/ranges';
import classes from './curves.module.css';

interface CrosshairsProps {
  readonly grid: FigureGrid;
  /** Of the horizontal axis that all plots share. */
  readonly range: Range;
  /** The hovered place on it. */
  readonly at: number;
}

/** One crosshair over all plots: a line in each at the place that is hovered in one of them. */
export function Crosshairs({ grid, range, at }: CrosshairsProps) {
  return grid.boxes.map((box, index) => {
    const left = crosshairAt(box, range, at);
    return left === undefined ? null : (
      <div key={index} className={classes.crosshair} style={{ left, top: box.top, height: box.height }} />
    );
  });
}
