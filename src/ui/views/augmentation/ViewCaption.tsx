import type { ImageSize } from '../../../augment/randomResizedCrop';
import type { ViewParameters } from '../../../augment/viewParameters';
import { cropShare, drawnSteps } from './caption';
import classes from './augmentation.module.css';

interface ViewCaptionProps {
  /** Counted from 1. */
  readonly number: number;
  readonly view: ViewParameters;
  readonly source: ImageSize;
}

/** What was drawn for a view. */
export function ViewCaption({ number, view, source }: ViewCaptionProps) {
  return (
    <div className={classes.caption}>
      <strong>View {number}</strong>
      <span>{cropShare(view.crop, source)}</span>
      {drawnSteps(view).map((step) => (
        <span key={step}>{step}</span>
      ))}
    </div>
  );
}
