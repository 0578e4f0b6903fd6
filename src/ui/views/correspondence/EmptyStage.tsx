import type { ReactNode } from 'react';
import { SIDE, STAGE_WIDTH } from './stage';
import classes from './stage.module.css';

/** Two blank views in the place of the ones to come, and what brings them. */
export function EmptyStage({ hasImages, note }: { readonly hasImages: boolean; readonly note?: ReactNode }) {
  return (
    <div className={classes.stage} style={{ aspectRatio: `${STAGE_WIDTH} / ${SIDE}` }}>
      <div className={classes.blank} />
      <div className={classes.blank} />
      <div className={classes.emptyNote}>
        {note ??
          (hasImages
            ? 'The two views of an image appear here as soon as the model is set up.'
            : 'Load images to see two views of one of them here.')}
      </div>
    </div>
  );
}
