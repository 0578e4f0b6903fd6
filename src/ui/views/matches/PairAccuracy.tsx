import type { AccuracyAt } from '../../../reports/matchLook';
import { AccuracyTable } from './AccuracyTable';
import type { MatchPicture } from './matchPicture';
import classes from './matches.module.css';

interface RadiiTableProps {
  readonly title: string;
  readonly rows: readonly AccuracyAt[];
}

/** The share of matches that land within some cells of the true place. */
export function RadiiTable({ title, rows }: RadiiTableProps) {
  return (
    <AccuracyTable
      title={title}
      heading="within, in cells"
      columns={rows.map((accuracy) => ({ name: String(accuracy.radius), accuracy }))}
    />
  );
}

/** How many matches of a pair are right, and what is called so; why none is judged where none can be. */
export function PairAccuracy({ accuracy, byClass }: Pick<MatchPicture, 'accuracy' | 'byClass'>) {
  if (accuracy.length > 0) return <RadiiTable title="Matching accuracy of this image" rows={accuracy} />;
  if (byClass === undefined)
    return (
      <p className={classes.note}>
        Between two images no place is the true one. Without masks of both, lines are not judged.
      </p>
    );
  return (
    <>
      <AccuracyTable
        title="Matches on the same class"
        heading=""
        columns={[{ name: 'right', accuracy: byClass }]}
      />
      <p className={classes.note}>
        Between two images no place is the true one. A match is right where both cells have the same class:
        that of most of their pixels in the masks. Cells without a class, or with one that image 2 lacks, are
        not counted.
      </p>
    </>
  );
}
