import type { CellAnswer, FeatureSpace } from './cellQuery';
import { VIRIDIS_NEAR_TO_FAR } from './colourMap';
import classes from './correspondence.module.css';

interface ColourBarProps {
  readonly answer: CellAnswer | undefined;
  readonly space: FeatureSpace;
}

/** What the colours of the heatmap mean; the range is that of the cell asked about. */
export function ColourBar({ answer, space }: ColourBarProps) {
  const middle = answer && (answer.nearest + answer.farthest) / 2;
  return (
    <figure className={classes.colourBar} aria-label="Colours of the heatmap">
      <figcaption>
        L2 distance of the {space === 'embeddings' ? 'local embeddings' : 'backbone features'}
      </figcaption>
      <div className={classes.gradient} style={{ backgroundImage: VIRIDIS_NEAR_TO_FAR }} />
      <div className={classes.ticks}>
        <span>{answer?.nearest.toPrecision(3) ?? 'near'}</span>
        <span>{middle?.toPrecision(3)}</span>
        <span>{answer?.farthest.toPrecision(3) ?? 'far'}</span>
      </div>
    </figure>
  );
}
