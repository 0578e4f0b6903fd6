import type { ReactNode } from 'react';
import type { FirstViews } from '../../../reports/matches';
import { CropFigure } from '../augmentation/CropFigure';
import { PixelCanvas } from '../PixelCanvas';
import { SIDE, STAGE_WIDTH } from './stage';
import { ViewCaptions } from './ViewCaptions';
import classes from './correspondence.module.css';
import stage from './stage.module.css';

interface FirstStageProps {
  readonly picture: FirstViews;
  /** What the matches wait for. */
  readonly note?: ReactNode;
}

/** An image and its two views, before there is a network that could match their parts. */
export function FirstStage({ picture, note }: FirstStageProps) {
  return (
    <>
      <div className={stage.stage} style={{ aspectRatio: `${STAGE_WIDTH} / ${SIDE}` }}>
        {picture.views.map(({ size, pixels }, index) => (
          <div key={index} className={stage.blank}>
            <PixelCanvas
              pixels={{ width: size, height: size, pixels }}
              label={`View ${index + 1}`}
              className={stage.picture}
              smooth
            />
          </div>
        ))}
      </div>
      <ViewCaptions picture={picture} />
      <div className={classes.details}>
        <figure className={classes.source}>
          <CropFigure source={picture.source} views={picture.views} />
          <figcaption>Source and crops</figcaption>
        </figure>
        {note !== undefined && <div className={classes.firstNote}>{note}</div>}
      </div>
    </>
  );
}
