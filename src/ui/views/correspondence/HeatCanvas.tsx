import { useLayoutEffect, useRef } from 'react';
import type { CellAnswer } from './cellQuery';
import { viridis } from './colourMap';
import classes from './stage.module.css';

interface HeatCanvasProps {
  readonly answer: CellAnswer | undefined;
  readonly rows: number;
  readonly columns: number;
  /** 0 to 1. */
  readonly opacity: number;
}

/** Distances to every cell of a view, laid over it: bright cells are near. Blank without an answer. */
export function HeatCanvas({ answer, rows, columns, opacity }: HeatCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || answer?.distances.length !== rows * columns) return;
    const image = new ImageData(columns, rows);
    const range = answer.farthest - answer.nearest || 1;
    answer.distances.forEach((distance, cell) => {
      const [red, green, blue] = viridis((answer.farthest - distance) / range);
      image.data.set([red, green, blue, 255], 4 * cell);
    });
    context.putImageData(image, 0, 0);
  }, [answer, rows, columns]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      width={columns}
      height={rows}
      className={classes.heat}
      style={{ opacity: answer === undefined ? 0 : opacity }}
    />
  );
}
