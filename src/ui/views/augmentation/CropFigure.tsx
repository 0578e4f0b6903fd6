import type { ReactNode } from 'react';
import type { ViewParameters } from '../../../augment/viewParameters';
import { PixelCanvas, type Pixels } from '../PixelCanvas';
import { CropOutline } from './CropOutline';
import classes from './augmentation.module.css';

interface CropFigureProps {
  readonly source: Pixels;
  readonly views: readonly { readonly parameters: ViewParameters }[];
  /** Of the numbers, in percent of the figure's width; smaller where the figure is large. */
  readonly numberSize?: number;
  /** More SVG over the crops, in pixels of the source image. */
  readonly children?: ReactNode;
}

const NUMBER_SIZE = 9;

/** The source image with the crop of every view drawn where it was taken, numbered; flipped ones carry an arrow. */
export function CropFigure({ source, views, numberSize = NUMBER_SIZE, children }: CropFigureProps) {
  const unit = ((numberSize / NUMBER_SIZE) * source.width) / 100;
  return (
    <div className={classes.source} style={{ aspectRatio: `${source.width} / ${source.height}` }}>
      <PixelCanvas pixels={source} label="The source image" className={classes.picture} />
      <svg viewBox={`0 0 ${source.width} ${source.height}`} className={classes.overlay} aria-hidden>
        {views.map((view, index) => (
          <CropOutline key={index} view={view.parameters} number={index + 1} unit={unit} />
        ))}
        {children}
      </svg>
    </div>
  );
}
