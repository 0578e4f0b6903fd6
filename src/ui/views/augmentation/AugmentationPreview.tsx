import type { Preview } from '../../../reports/preview';
import { PixelCanvas } from '../PixelCanvas';
import { CropFigure } from './CropFigure';
import { ViewCaption } from './ViewCaption';
import classes from './augmentation.module.css';

/** What the augmentation makes of one image, in a narrow column: every view of the first draw with what was drawn for it. */
export function AugmentationPreview({ preview: { source, draws } }: { readonly preview: Preview }) {
  const views = draws[0] ?? [];
  return (
    <div className={classes.preview}>
      <CropFigure source={source} views={views} />
      <ol className={classes.views}>
        {views.map((view, index) => (
          <li key={index} className={classes.view}>
            <PixelCanvas
              pixels={{ width: view.size, height: view.size, pixels: view.pixels }}
              label={`View ${index + 1} as the network gets it`}
              className={classes.picture}
            />
            <ViewCaption number={index + 1} view={view.parameters} source={source} />
          </li>
        ))}
      </ol>
    </div>
  );
}
