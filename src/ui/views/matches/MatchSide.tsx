import type { LookSubject } from '../../../reports/looks';
import type { MatchLook } from '../../../reports/matchLook';
import type { LookState } from '../../store/pacedLook';
import type { LineOptions } from '../correspondence/lineOptions';
import { MatchStage } from '../correspondence/MatchStage';
import type { CellAction, CellFocus } from '../correspondence/useCellFocus';
import { useSharedFocus } from '../correspondence/useSharedFocus';
import { useShownMatches } from '../correspondence/useShownMatches';
import { VerdictLegend } from '../correspondence/VerdictLegend';
import { SubjectPicker } from '../looks/SubjectPicker';
import type { Subjects } from '../looks/useSubjects';
import { AccuracyTable } from './AccuracyTable';
import { MatchTable } from './MatchTable';
import classes from './matches.module.css';

interface MatchSideProps {
  readonly label: string;
  readonly look: LookState<'matches'>;
  /** What to do where nothing can be matched yet. */
  readonly emptyNote: string;
  readonly subject: LookSubject;
  readonly onSubject: (subject: LookSubject) => void;
  readonly subjects: Subjects;
  readonly options: LineOptions;
  readonly focus: CellFocus;
  readonly onCell: (action: CellAction) => void;
}

/** The matches of one network, with whose weights they are. */
export function MatchSide(props: MatchSideProps) {
  const { label, look, emptyNote, subject, onSubject, subjects, ...rest } = props;
  const isWaiting = subject.of === 'moment' && look.answer?.step !== subject.step;
  return (
    <section className={classes.side} aria-label={label}>
      <SubjectPicker
        label={label}
        subject={subject}
        onSubject={onSubject}
        {...subjects}
        isWaiting={isWaiting}
      />
      {look.answer === null ? (
        <Waiting look={look} note={emptyNote} />
      ) : (
        <Picture report={look.answer.report} step={look.answer.step} {...rest} />
      )}
      {look.answer !== null && look.failure !== null && <p role="alert">{look.failure.message}</p>}
    </section>
  );
}

function Waiting({ look, note }: { readonly look: LookState<'matches'>; readonly note: string }) {
  return (
    <div className={classes.empty}>
      <p role={look.failure === null ? undefined : 'alert'}>
        {look.failure === null ? note : `${look.failure.message} ${look.failure.remedy ?? ''}`}
      </p>
    </div>
  );
}

interface PictureProps extends Pick<MatchSideProps, 'options' | 'focus' | 'onCell'> {
  readonly report: MatchLook;
  readonly step: number;
}

function Picture({ report, step, options, focus, onCell }: PictureProps) {
  const { snapshot, alpha, accuracy } = report;
  const hasEmbeddings = snapshot.views.every((view) => view.embeddings !== undefined);
  const space = hasEmbeddings ? options.space : 'features';
  const { byEmbedding, byLocation, available } = useShownMatches(snapshot, space, options);
  const shared = useSharedFocus(snapshot, focus, space);
  return (
    <>
      <p className={classes.caption}>
        Step {step.toLocaleString('en')}, α = {alpha}
        {hasEmbeddings ? '' : ' · no local expander: the backbone’s maps are compared'}
      </p>
      <MatchStage
        snapshot={snapshot}
        byEmbedding={byEmbedding}
        byLocation={byLocation}
        probe={undefined}
        {...shared}
        options={options}
        onCell={onCell}
      />
      <VerdictLegend
        matches={byEmbedding}
        kept={space === 'embeddings' && accuracy.length > 0 ? snapshot.keptByEmbedding : undefined}
        of={available}
      />
      {accuracy.length > 0 ? (
        <AccuracyTable title="Matching accuracy of this image" rows={accuracy} />
      ) : (
        <p className={classes.note}>Between two images, no place is the true one: lines are not judged.</p>
      )}
      <MatchTable snapshot={snapshot} matches={byEmbedding} />
    </>
  );
}
