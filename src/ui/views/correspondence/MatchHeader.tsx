import type { FirstViews, MatchingAccuracy, MatchSnapshot } from '../../../reports/matches';
import { percent } from '../../../reports/format';
import { ImagePicker } from './ImagePicker';
import cards from '../../theme/card.module.css';
import classes from './correspondence.module.css';

interface MatchHeaderProps {
  readonly snapshot: MatchSnapshot | undefined;
  /** What is shown until there is a snapshot. */
  readonly firstViews: FirstViews | undefined;
  readonly imageCount: number;
  readonly pendingImage: number | undefined;
  /** Left out where there is no other image. */
  readonly onPickImage?: (imageIndex: number) => void;
}

/** Which image at which step, how much of it the network gets right, and the way to other images. */
export function MatchHeader(props: MatchHeaderProps) {
  const { snapshot, firstViews, imageCount, pendingImage, onPickImage } = props;
  const shown = snapshot ?? firstViews;
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        <h2 className={cards.viewTitle}>One image, seen twice</h2>
        <p className={classes.shown}>
          {shown === undefined
            ? 'Lines join the parts that the network takes for the same.'
            : `Step ${(snapshot?.step ?? 0).toLocaleString('en')}${shown.label === undefined ? '' : ` · ${shown.label}`}`}
        </p>
      </div>
      {shown !== undefined && <Accuracy accuracy={snapshot?.accuracy ?? NOT_YET} />}
      {onPickImage !== undefined && (
        <ImagePicker
          index={pendingImage ?? shown?.imageIndex ?? 0}
          count={imageCount}
          busy={pendingImage !== undefined && pendingImage !== snapshot?.imageIndex}
          onPick={onPickImage}
        />
      )}
    </header>
  );
}

/** Keeps the place of the accuracy, so that nothing moves when it comes. */
const NOT_YET: MatchingAccuracy = { features: NaN, embeddings: NaN, chance: NaN, count: NaN };

/** Matching accuracy of this image, with what guessing would give beside it. */
function Accuracy({ accuracy }: { readonly accuracy: MatchingAccuracy }) {
  const { features, embeddings, chance, count } = accuracy;
  if (count === 0) return <p className={classes.accuracy}>The two crops do not overlap: nothing to match.</p>;
  return (
    <div className={classes.accuracy}>
      <span>
        Matching accuracy
        <br />
        of this image
      </span>
      <dl>
        {embeddings !== undefined && <Share label="Embedding" mark="embedding" value={embeddings} />}
        <Share label="Backbone" mark="total" value={features} />
        <Share label="Chance" mark="chance" value={chance} />
      </dl>
    </div>
  );
}

function Share({
  label,
  mark,
  value,
}: {
  readonly label: string;
  readonly mark: string;
  readonly value: number;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd style={{ color: `var(--mark-${mark})` }}>{Number.isNaN(value) ? '–' : percent(value)}</dd>
    </div>
  );
}
