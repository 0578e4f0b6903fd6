import type { LookSubject } from '../../../reports/looks';
import type { LookState } from '../../store/pacedLook';
import type { LineOptions } from '../correspondence/lineOptions';
import { MatchStage } from '../correspondence/MatchStage';
import type { CellAction, CellFocus } from '../correspondence/useCellFocus';
import { useSharedFocus } from '../correspondence/useSharedFocus';
import { useShownMatches } from '../correspondence/useShownMatches';
import { VerdictLegend } from '../correspondence/VerdictLegend';
import { SubjectPicker } from '../looks/SubjectPicker';
import type { Subjects } from '../looks/useSubjects';
import { pictureOf, ruleOf, type MatchPicture } from './matchPicture';
import { MatchTable } from './MatchTable';
import { PairAccuracy } from './PairAccuracy';
import classes from './matches.module.css';

interface MatchSideProps {
  readonly label: string;
  readonly look: LookState<'matches'>;
  /** What to do where nothing can be matched yet. */
  readonly emptyNote: string;
  readonly subject: LookSubject;
  readonly onSubject: (subject: LookSubject) => void;
  readonly subjects: Subjects;
  /** Of the masks. */
  readonly classNames: readonly string[] | undefined;
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
        <Picture picture={pictureOf(look.answer)} {...rest} />
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

interface PictureProps extends Pick<MatchSideProps, 'options' | 'focus' | 'onCell' | 'classNames'> {
  readonly picture: MatchPicture;
}

function Picture({ picture, options, focus, onCell, classNames }: PictureProps) {
  const { snapshot, step, alpha } = picture;
  const rule = ruleOf(picture);
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
        rule={rule}
        kept={space === 'embeddings' && rule === 'place' ? snapshot.keptByEmbedding : undefined}
        of={available}
      />
      <PairAccuracy {...picture} />
      <MatchTable snapshot={snapshot} matches={byEmbedding} rule={rule} classNames={classNames} />
    </>
  );
}
