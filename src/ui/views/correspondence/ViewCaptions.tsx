import type { MatchSnapshot } from '../../../reports/matches';
import { cropShare, drawnSteps } from '../augmentation/caption';
import classes from './correspondence.module.css';

/** What was drawn for each view, under it. */
export function ViewCaptions({ snapshot }: { readonly snapshot: MatchSnapshot }) {
  return (
    <div className={classes.captions}>
      {snapshot.views.map(({ parameters }, index) => (
        <p key={index}>
          <b>View {index + 1}</b>{' '}
          {[cropShare(parameters.crop, snapshot.source), ...drawnSteps(parameters)].join(' · ')}
        </p>
      ))}
    </div>
  );
}
