import type { MatchSnapshot } from '../../../reports/matches';
import { percent } from '../format';
import { ImagePicker } from './ImagePicker';
import classes from './correspondence.module.css';

interface MatchHeaderProps {
  readonly snapshot: MatchSnapshot | undefined;
  readonly imageCount: number;
  readonly pendingImage: number | undefined;
  readonly onPickImage: (imageIndex: number) => void;
}

/** Which image at which step, how much of it the network gets right, and the way to other images. */
export function MatchHeader({ snapshot, imageCount, pendingImage, onPickImage }: MatchHeaderProps) {
  return (
    <header className={classes.header}>
      <div className={classes.title}>
        <h2>One image, seen twice</h2>
        <p>
          {snapshot === undefined
            ? 'Lines join the parts that the network takes for the same.'
            : `Step ${snapshot.step.toLocaleString('en')}${snapshot.label === undefined ? '' : ` · ${snapshot.label}`}`}
        </p>
      </div>
      {snapshot !== undefined && <Accuracy snapshot={snapshot} />}
      <ImagePicker
        index={pendingImage ?? snapshot?.imageIndex ?? 0}
        count={imageCount}
        busy={pendingImage !== undefined && pendingImage !== snapshot?.imageIndex}
        onPick={onPickImage}
      />
    </header>
  );
}

/** Matching accuracy of this image, with what guessing would give beside it. */
function Accuracy({ snapshot: { accuracy } }: { readonly snapshot: MatchSnapshot }) {
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
      <dd style={{ color: `var(--mark-${mark})` }}>{percent(value)}</dd>
    </div>
  );
}
