import type { MatchSnapshot } from '../../../reports/matches';
import { THE_RUN } from '../../store/useLook';
import { SubjectPicker } from '../looks/SubjectPicker';
import type { Subjects } from '../looks/useSubjects';
import type { MatchSubject } from './keptPictures';
import { PairPicture, type PairPictureProps } from './PairPicture';
import classes from './matches.module.css';

interface MatchSideProps extends PairPictureProps {
  readonly label: string;
  readonly subject: MatchSubject;
  readonly onSubject: (subject: MatchSubject) => void;
  readonly subjects: Subjects;
  /** Pictures of steps whose weights are gone; empty where there are none. */
  readonly kept: readonly MatchSnapshot[];
}

/** The matches of one network, with whose weights they are. */
export function MatchSide(props: MatchSideProps) {
  const { label, emptyNote, subject, onSubject, subjects, kept, ...rest } = props;
  const isKept = subject.of === 'kept';
  return (
    <section className={classes.side} aria-label={label}>
      <SubjectPicker
        label={label}
        subject={isKept ? THE_RUN : subject}
        onSubject={onSubject}
        {...subjects}
        also={{
          label: 'This run, kept pictures',
          steps: kept.map(({ step }) => step),
          step: isKept ? subject.step : null,
          onStep: (step) => onSubject({ of: 'kept', step }),
        }}
        isWaiting={rest.matches.isWaiting}
      />
      <PairPicture {...rest} emptyNote={isKept ? 'This run has no pictures any more.' : emptyNote} />
    </section>
  );
}
