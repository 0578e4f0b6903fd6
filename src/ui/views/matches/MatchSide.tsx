import type { MatchSnapshot } from '../../../reports/matches';
import { THE_RUN } from '../../store/useLook';
import type { LineOptions } from '../correspondence/lineOptions';
import { MatchStage } from '../correspondence/MatchStage';
import type { CellAction, CellFocus } from '../correspondence/useCellFocus';
import { useSharedFocus } from '../correspondence/useSharedFocus';
import { useShownMatches } from '../correspondence/useShownMatches';
import { VerdictLegend } from '../correspondence/VerdictLegend';
import { SubjectPicker } from '../looks/SubjectPicker';
import type { Subjects } from '../looks/useSubjects';
import type { MatchSubject } from './keptPictures';
import { ruleOf, type MatchPicture } from './matchPicture';
import { MatchTable } from './MatchTable';
import { PairAccuracy } from './PairAccuracy';
import type { MatchesOnShow } from './useMatches';
import classes from './matches.module.css';

interface MatchSideProps {
  readonly label: string;
  readonly matches: MatchesOnShow;
  /** What to do where nothing can be matched yet. */
  readonly emptyNote: string;
  readonly subject: MatchSubject;
  readonly onSubject: (subject: MatchSubject) => void;
  readonly subjects: Subjects;
  /** Pictures of steps whose weights are gone; empty where there are none. */
  readonly kept: readonly MatchSnapshot[];
  /** Of the masks. */
  readonly classNames: readonly string[] | undefined;
  readonly options: LineOptions;
  readonly focus: CellFocus;
  readonly onCell: (action: CellAction) => void;
}

/** The matches of one network, with whose weights they are. */
export function MatchSide(props: MatchSideProps) {
  const { label, matches, emptyNote, subject, onSubject, subjects, kept, ...rest } = props;
  const { picture, failure, isWaiting } = matches;
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
        isWaiting={isWaiting}
      />
      {picture === null ? (
        <Waiting failure={failure} note={isKept ? 'This run has no pictures any more.' : emptyNote} />
      ) : (
        <Picture picture={picture} {...rest} />
      )}
      {picture !== null && failure !== null && <p role="alert">{failure.message}</p>}
    </section>
  );
}

function Waiting({ failure, note }: Pick<MatchesOnShow, 'failure'> & { readonly note: string }) {
  return (
    <div className={classes.empty}>
      <p role={failure === null ? undefined : 'alert'}>
        {failure === null ? note : `${failure.message} ${failure.remedy ?? ''}`}
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
        Step {step.toLocaleString('en')}
        {alpha === undefined
          ? `. A picture of image ${(snapshot.imageIndex + 1).toLocaleString('en')} in two views, kept while the run trained: matched by L2, not computed anew`
          : `, α = ${alpha}`}
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
