import type { LineOptions } from '../correspondence/lineOptions';
import { MatchStage } from '../correspondence/MatchStage';
import type { CellAction, CellFocus } from '../correspondence/useCellFocus';
import { useSharedFocus } from '../correspondence/useSharedFocus';
import { useShownMatches } from '../correspondence/useShownMatches';
import { VerdictLegend } from '../correspondence/VerdictLegend';
import { ruleOf, type MatchPicture } from './matchPicture';
import { MatchTable } from './MatchTable';
import { PairAccuracy } from './PairAccuracy';
import type { MatchesOnShow } from './useMatches';
import classes from './matches.module.css';

export interface PairPictureProps {
  readonly matches: MatchesOnShow;
  /** What to do where nothing can be matched yet. */
  readonly emptyNote: string;
  /** Whose weights are shown, in words; by default the step and α of a run. */
  readonly caption?: string;
  /** Of the masks. */
  readonly classNames: readonly string[] | undefined;
  readonly options: LineOptions;
  readonly focus: CellFocus;
  readonly onCell: (action: CellAction) => void;
}

/** The matches of one network in one pair, or why there are none. */
export function PairPicture({ matches, emptyNote, ...rest }: PairPictureProps) {
  const { picture, failure } = matches;
  if (picture === null) return <Waiting failure={failure} note={emptyNote} />;
  return (
    <>
      <Picture picture={picture} {...rest} />
      {failure !== null && <p role="alert">{failure.message}</p>}
    </>
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

interface PictureProps extends Pick<
  PairPictureProps,
  'caption' | 'options' | 'focus' | 'onCell' | 'classNames'
> {
  readonly picture: MatchPicture;
}

function Picture({ picture, caption, options, focus, onCell, classNames }: PictureProps) {
  const { snapshot } = picture;
  const rule = ruleOf(picture);
  const hasEmbeddings = snapshot.views.every((view) => view.embeddings !== undefined);
  const space = hasEmbeddings ? options.space : 'features';
  const { byEmbedding, byLocation, available } = useShownMatches(snapshot, space, options);
  const shared = useSharedFocus(snapshot, focus, space);
  return (
    <>
      <p className={classes.caption}>
        {caption ?? captionOf(picture)}
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

function captionOf({ snapshot, step, alpha }: MatchPicture): string {
  const at = `Step ${step.toLocaleString('en')}`;
  if (alpha !== undefined) return `${at}, α = ${alpha}`;
  const image = (snapshot.imageIndex + 1).toLocaleString('en');
  return `${at}. A picture of image ${image} in two views, kept while the run trained: matched by L2, not computed anew`;
}
