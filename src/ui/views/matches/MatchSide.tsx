import type { LookSubject } from '../../../reports/looks';
import { SubjectPicker } from '../looks/SubjectPicker';
import type { Subjects } from '../looks/useSubjects';
import { MatchPicture, type MatchPictureProps } from './MatchPicture';
import classes from './matches.module.css';

interface MatchSideProps extends MatchPictureProps {
  readonly label: string;
  readonly subject: LookSubject;
  readonly onSubject: (subject: LookSubject) => void;
  readonly subjects: Subjects;
}

/** The matches of one network, with whose weights they are. */
export function MatchSide({ label, subject, onSubject, subjects, ...picture }: MatchSideProps) {
  const isWaiting = subject.of === 'moment' && picture.look.answer?.step !== subject.step;
  return (
    <section className={classes.side} aria-label={label}>
      <SubjectPicker
        label={label}
        subject={subject}
        onSubject={onSubject}
        {...subjects}
        isWaiting={isWaiting}
      />
      <MatchPicture {...picture} />
    </section>
  );
}
