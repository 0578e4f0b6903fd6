import type { FirstViews } from '../../../reports/matches';
import { cropShare, drawnSteps } from '../augmentation/caption';
import classes from './correspondence.module.css';

/** What was drawn for each view, under it. */
export function ViewCaptions({ picture }: { readonly picture: FirstViews }) {
  return (
    <div className={classes.captions}>
      {picture.views.map(({ parameters }, index) => (
        <p key={index}>
          <b>View {index + 1}</b>{' '}
          {[cropShare(parameters.crop, picture.source), ...drawnSteps(parameters)].join(' · ')}
        </p>
      ))}
    </div>
  );
}
