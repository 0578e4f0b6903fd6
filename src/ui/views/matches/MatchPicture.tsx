import type { MatchLook } from '../../../reports/matchLook';
import type { LookState } from '../../store/pacedLook';
import type { LineOptions } from '../correspondence/lineOptions';
import { MatchStage } from '../correspondence/MatchStage';
import type { CellAction, CellFocus } from '../correspondence/useCellFocus';
import { useSharedFocus } from '../correspondence/useSharedFocus';
import { useShownMatches } from '../correspondence/useShownMatches';
import { VerdictLegend } from '../correspondence/VerdictLegend';
import { AccuracyTable } from './AccuracyTable';
import { MatchTable } from './MatchTable';
import classes from './matches.module.css';

export interface MatchPictureProps {
  readonly look: LookState<'matches'>;
  /** What to do where nothing can be matched yet. */
  readonly emptyNote: string;
  /** Whose weights are shown, in words; by default the step and α of a run. */
  readonly caption?: string;
  readonly options: LineOptions;
  readonly focus: CellFocus;
  readonly onCell: (action: CellAction) => void;
}

/** The matches of one network in one pair, or why there are none. */
export function MatchPicture({ look, emptyNote, caption, ...rest }: MatchPictureProps) {
  const { answer, failure } = look;
  if (answer === null) return <Waiting look={look} note={emptyNote} />;
  const { step, report } = answer;
  return (
    <>
      <Picture
        report={report}
        caption={caption ?? `Step ${step.toLocaleString('en')}, α = ${report.alpha}`}
        {...rest}
      />
      {failure !== null && <p role="alert">{failure.message}</p>}
    </>
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

interface PictureProps extends Pick<MatchPictureProps, 'options' | 'focus' | 'onCell'> {
  readonly report: MatchLook;
  readonly caption: string;
}

function Picture({ report, caption, options, focus, onCell }: PictureProps) {
  const { snapshot, accuracy } = report;
  const hasEmbeddings = snapshot.views.every((view) => view.embeddings !== undefined);
  const space = hasEmbeddings ? options.space : 'features';
  const { byEmbedding, byLocation, available } = useShownMatches(snapshot, space, options);
  const shared = useSharedFocus(snapshot, focus, space);
  return (
    <>
      <p className={classes.caption}>
        {caption}
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
