import type { PreviewView } from '../../../worker/protocol';
import { PixelCanvas, type Pixels } from '../PixelCanvas';
import { CropFigure } from './CropFigure';
import { cropShare, drawnSteps } from './caption';
import classes from './augmentation.module.css';

export interface AugmentationPreviewProps {
  /** The image that the views are drawn from; without it the crops are not shown in place. */
  readonly source?: Pixels | undefined;
  /** The drawn views, global views first. */
  readonly views: readonly PreviewView[];
}

/** What the augmentation makes of one image: every view with what was drawn for it. */
export function AugmentationPreview({ source, views }: AugmentationPreviewProps) {
  return (
    <div className={classes.preview}>
      {source !== undefined && <CropFigure source={source} views={views} />}
      <ol className={classes.views}>
        {views.map((view, index) => (
          <li key={index} className={classes.view}>
            <PixelCanvas
              pixels={{ width: view.size, height: view.size, pixels: view.pixels }}
              label={`View ${index + 1} as the network gets it`}
              className={classes.picture}
            />
            <div className={classes.caption}>
              <strong>View {index + 1}</strong>
              <span>{cropShare(view.parameters.crop, source)}</span>
              {drawnSteps(view.parameters).map((step) => (
                <span key={step}>{step}</span>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
