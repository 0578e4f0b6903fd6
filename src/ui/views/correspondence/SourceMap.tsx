import type { MatchSnapshot, SnapshotView } from '../../../reports/matches';
import { CropFigure } from '../augmentation/CropFigure';
import { otherView, type CellAnswer } from './cellQuery';
import { cellInSource } from '../../../augment/viewGeometry';
import classes from './correspondence.module.css';
import marks from './stage.module.css';

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
          <g className={marks.onSource}>
            <SourceCell view={snapshot.views[answer.asked.view]} cell={answer.asked.cell} />
            <SourceCell view={snapshot.views[otherView(answer.asked.view)]} cell={answer.best.cell} round />
          </g>
        )}
      </CropFigure>
      <figcaption>Source and crops</figcaption>
    </figure>
  );
}

interface SourceCellProps {
  readonly view: SnapshotView;
  readonly cell: number;
  readonly round?: boolean;
}

function SourceCell({ view, cell, round = false }: SourceCellProps) {
  const { centre, height, width } = cellInSource(view, cell);
  const box = { x: centre.x - width / 2, y: centre.y - height / 2, width, height, rx: round ? width / 2 : 0 };
  return (
    <>
      <rect {...box} className={marks.boxHalo} />
      <rect {...box} className={round ? marks.ring : marks.box} />
    </>
  );
}
