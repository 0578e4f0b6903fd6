import type { MatchSnapshot } from '../../../reports/matches';
import { CropFigure } from '../augmentation/CropFigure';
import { SourceCell } from '../augmentation/SourceCell';
import { otherView, type CellAnswer } from './cellQuery';
import classes from './correspondence.module.css';

interface SourceMapProps {
  readonly snapshot: MatchSnapshot;
  readonly answer: CellAnswer | undefined;
}

/** The source image with both crops; for a cell asked about, where it and its best match were taken from. */
export function SourceMap({ snapshot, answer }: SourceMapProps) {
  return (
    <figure className={classes.source}>
      <CropFigure source={snapshot.source} views={snapshot.views}>
        {answer !== undefined && (
          <>
            <SourceCell view={snapshot.views[answer.asked.view]} cell={answer.asked.cell} />
            <SourceCell view={snapshot.views[otherView(answer.asked.view)]} cell={answer.best.cell} round />
          </>
        )}
      </CropFigure>
      <figcaption>Source and crops</figcaption>
    </figure>
  );
}
