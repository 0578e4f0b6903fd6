import type { ReactNode } from 'react';
import type { ViewParameters } from '../../../augment/viewParameters';
import { PixelCanvas, type Pixels } from '../PixelCanvas';
import { CropOutline } from './CropOutline';
import classes from './augmentation.module.css';

interface CropFigureProps {
  readonly source: Pixels;
  readonly views: readonly { readonly parameters: ViewParameters }[];
  /** More SVG over the crops, in pixels of the source image. */
  readonly children?: ReactNode;
}

/** The source image with the crop of every view drawn where it was taken, numbered; flipped ones carry an arrow. */
export function CropFigure({ source, views, children }: CropFigureProps) {
  return (
    <div className={classes.source} style={{ aspectRatio: `${source.width} / ${source.height}` }}>
      <PixelCanvas pixels={source} label="The source image" className={classes.picture} />
      <svg viewBox={`0 0 ${source.width} ${source.height}`} className={classes.overlay} aria-hidden>
        {views.map((view, index) => (
          <CropOutline key={index} view={view.parameters} number={index + 1} unit={source.width / 100} />
        ))}
        {children}
      </svg>
    </div>
  );
}
